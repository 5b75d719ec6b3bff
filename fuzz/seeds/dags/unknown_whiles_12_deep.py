from airflow import DAG
from airflow.decorators import dag, task
import os, sys
x = 0
while os.getenv('0'):
    x = [x, 0]
    while os.getenv('1'):
        x = [x, 1]
        while os.getenv('2'):
            x = [x, 2]
            while os.getenv('3'):
                x = [x, 3]
                while os.getenv('4'):
                    x = [x, 4]
                    while os.getenv('5'):
                        x = [x, 5]
                        while os.getenv('6'):
                            x = [x, 6]
                            while os.getenv('7'):
                                x = [x, 7]
                                while os.getenv('8'):
                                    x = [x, 8]
                                    while os.getenv('9'):
                                        x = [x, 9]
                                        while os.getenv('10'):
                                            x = [x, 10]
                                            while os.getenv('11'):
                                                x = [x, 11]
                                                d = DAG(str(x))

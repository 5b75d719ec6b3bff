from airflow import DAG
from airflow.decorators import dag, task
import os, sys
for x0 in os.listdir(str(0)):
    y0 = [x0]
    for x1 in os.listdir(str(1)):
        y1 = [x1]
        for x2 in os.listdir(str(2)):
            y2 = [x2]
            for x3 in os.listdir(str(3)):
                y3 = [x3]
                for x4 in os.listdir(str(4)):
                    y4 = [x4]
                    for x5 in os.listdir(str(5)):
                        y5 = [x5]
                        for x6 in os.listdir(str(6)):
                            y6 = [x6]
                            for x7 in os.listdir(str(7)):
                                y7 = [x7]
                                for x8 in os.listdir(str(8)):
                                    y8 = [x8]
                                    for x9 in os.listdir(str(9)):
                                        y9 = [x9]
                                        for x10 in os.listdir(str(10)):
                                            y10 = [x10]
                                            for x11 in os.listdir(str(11)):
                                                y11 = [x11]
                                                d = DAG(x11)

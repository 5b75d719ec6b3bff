from airflow import DAG
from airflow.decorators import dag, task
import os, sys
for x0 in range(99):
    for x1 in range(99):
        for x2 in range(99):
            for x3 in range(99):
                for x4 in range(99):
                    for x5 in range(99):
                        for x6 in range(99):
                            for x7 in range(99):
                                for x8 in range(99):
                                    for x9 in range(99):
                                        for x10 in range(99):
                                            for x11 in range(99):
                                                for x12 in range(99):
                                                    for x13 in range(99):
                                                        for x14 in range(99):
                                                            for x15 in range(99):
                                                                for x16 in range(99):
                                                                    for x17 in range(99):
                                                                        for x18 in range(99):
                                                                            for x19 in range(99):
                                                                                d = DAG('a')

from airflow import DAG
from airflow.decorators import dag, task
import os, sys
if os.getenv('0'):
    if os.getenv('1'):
        if os.getenv('2'):
            if os.getenv('3'):
                if os.getenv('4'):
                    if os.getenv('5'):
                        if os.getenv('6'):
                            if os.getenv('7'):
                                if os.getenv('8'):
                                    if os.getenv('9'):
                                        if os.getenv('10'):
                                            if os.getenv('11'):
                                                if os.getenv('12'):
                                                    if os.getenv('13'):
                                                        if os.getenv('14'):
                                                            if os.getenv('15'):
                                                                if os.getenv('16'):
                                                                    if os.getenv('17'):
                                                                        if os.getenv('18'):
                                                                            if os.getenv('19'):
                                                                                if os.getenv('20'):
                                                                                    if os.getenv('21'):
                                                                                        if os.getenv('22'):
                                                                                            if os.getenv('23'):
                                                                                                if os.getenv('24'):
                                                                                                    if os.getenv('25'):
                                                                                                        if os.getenv('26'):
                                                                                                            if os.getenv('27'):
                                                                                                                if os.getenv('28'):
                                                                                                                    if os.getenv('29'):
                                                                                                                        if os.getenv('30'):
                                                                                                                            if os.getenv('31'):
                                                                                                                                if os.getenv('32'):
                                                                                                                                    if os.getenv('33'):
                                                                                                                                        if os.getenv('34'):
                                                                                                                                            if os.getenv('35'):
                                                                                                                                                if os.getenv('36'):
                                                                                                                                                    if os.getenv('37'):
                                                                                                                                                        if os.getenv('38'):
                                                                                                                                                            if os.getenv('39'):
                                                                                                                                                                x = DAG('a')
                                                                                                                                                            else:
                                                                                                                                                                x = DAG('b39')
                                                                                                                                                        else:
                                                                                                                                                            x = DAG('b38')
                                                                                                                                                    else:
                                                                                                                                                        x = DAG('b37')
                                                                                                                                                else:
                                                                                                                                                    x = DAG('b36')
                                                                                                                                            else:
                                                                                                                                                x = DAG('b35')
                                                                                                                                        else:
                                                                                                                                            x = DAG('b34')
                                                                                                                                    else:
                                                                                                                                        x = DAG('b33')
                                                                                                                                else:
                                                                                                                                    x = DAG('b32')
                                                                                                                            else:
                                                                                                                                x = DAG('b31')
                                                                                                                        else:
                                                                                                                            x = DAG('b30')
                                                                                                                    else:
                                                                                                                        x = DAG('b29')
                                                                                                                else:
                                                                                                                    x = DAG('b28')
                                                                                                            else:
                                                                                                                x = DAG('b27')
                                                                                                        else:
                                                                                                            x = DAG('b26')
                                                                                                    else:
                                                                                                        x = DAG('b25')
                                                                                                else:
                                                                                                    x = DAG('b24')
                                                                                            else:
                                                                                                x = DAG('b23')
                                                                                        else:
                                                                                            x = DAG('b22')
                                                                                    else:
                                                                                        x = DAG('b21')
                                                                                else:
                                                                                    x = DAG('b20')
                                                                            else:
                                                                                x = DAG('b19')
                                                                        else:
                                                                            x = DAG('b18')
                                                                    else:
                                                                        x = DAG('b17')
                                                                else:
                                                                    x = DAG('b16')
                                                            else:
                                                                x = DAG('b15')
                                                        else:
                                                            x = DAG('b14')
                                                    else:
                                                        x = DAG('b13')
                                                else:
                                                    x = DAG('b12')
                                            else:
                                                x = DAG('b11')
                                        else:
                                            x = DAG('b10')
                                    else:
                                        x = DAG('b9')
                                else:
                                    x = DAG('b8')
                            else:
                                x = DAG('b7')
                        else:
                            x = DAG('b6')
                    else:
                        x = DAG('b5')
                else:
                    x = DAG('b4')
            else:
                x = DAG('b3')
        else:
            x = DAG('b2')
    else:
        x = DAG('b1')
else:
    x = DAG('b0')

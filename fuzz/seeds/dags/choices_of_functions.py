from airflow import DAG
from airflow.decorators import dag, task
import os, sys
def f0(x): return [x, x, 0]
def g0(x): return f0(x)
h0 = f0 if os.getenv('0') else g0
def f1(x): return [x, x, 1]
def g1(x): return f0(x)
h1 = f1 if os.getenv('1') else g1
def f2(x): return [x, x, 2]
def g2(x): return f1(x)
h2 = f2 if os.getenv('2') else g2
def f3(x): return [x, x, 3]
def g3(x): return f2(x)
h3 = f3 if os.getenv('3') else g3
def f4(x): return [x, x, 4]
def g4(x): return f3(x)
h4 = f4 if os.getenv('4') else g4
def f5(x): return [x, x, 5]
def g5(x): return f4(x)
h5 = f5 if os.getenv('5') else g5
def f6(x): return [x, x, 6]
def g6(x): return f5(x)
h6 = f6 if os.getenv('6') else g6
def f7(x): return [x, x, 7]
def g7(x): return f6(x)
h7 = f7 if os.getenv('7') else g7
def f8(x): return [x, x, 8]
def g8(x): return f7(x)
h8 = f8 if os.getenv('8') else g8
def f9(x): return [x, x, 9]
def g9(x): return f8(x)
h9 = f9 if os.getenv('9') else g9
def f10(x): return [x, x, 10]
def g10(x): return f9(x)
h10 = f10 if os.getenv('10') else g10
def f11(x): return [x, x, 11]
def g11(x): return f10(x)
h11 = f11 if os.getenv('11') else g11
def f12(x): return [x, x, 12]
def g12(x): return f11(x)
h12 = f12 if os.getenv('12') else g12
def f13(x): return [x, x, 13]
def g13(x): return f12(x)
h13 = f13 if os.getenv('13') else g13
def f14(x): return [x, x, 14]
def g14(x): return f13(x)
h14 = f14 if os.getenv('14') else g14
def f15(x): return [x, x, 15]
def g15(x): return f14(x)
h15 = f15 if os.getenv('15') else g15
def f16(x): return [x, x, 16]
def g16(x): return f15(x)
h16 = f16 if os.getenv('16') else g16
def f17(x): return [x, x, 17]
def g17(x): return f16(x)
h17 = f17 if os.getenv('17') else g17
def f18(x): return [x, x, 18]
def g18(x): return f17(x)
h18 = f18 if os.getenv('18') else g18
def f19(x): return [x, x, 19]
def g19(x): return f18(x)
h19 = f19 if os.getenv('19') else g19
def f20(x): return [x, x, 20]
def g20(x): return f19(x)
h20 = f20 if os.getenv('20') else g20
def f21(x): return [x, x, 21]
def g21(x): return f20(x)
h21 = f21 if os.getenv('21') else g21
def f22(x): return [x, x, 22]
def g22(x): return f21(x)
h22 = f22 if os.getenv('22') else g22
def f23(x): return [x, x, 23]
def g23(x): return f22(x)
h23 = f23 if os.getenv('23') else g23
def f24(x): return [x, x, 24]
def g24(x): return f23(x)
h24 = f24 if os.getenv('24') else g24
def f25(x): return [x, x, 25]
def g25(x): return f24(x)
h25 = f25 if os.getenv('25') else g25
def f26(x): return [x, x, 26]
def g26(x): return f25(x)
h26 = f26 if os.getenv('26') else g26
def f27(x): return [x, x, 27]
def g27(x): return f26(x)
h27 = f27 if os.getenv('27') else g27
def f28(x): return [x, x, 28]
def g28(x): return f27(x)
h28 = f28 if os.getenv('28') else g28
def f29(x): return [x, x, 29]
def g29(x): return f28(x)
h29 = f29 if os.getenv('29') else g29
x = 1
x = h0(x)
x = h1(x)
x = h2(x)
x = h3(x)
x = h4(x)
x = h5(x)
x = h6(x)
x = h7(x)
x = h8(x)
x = h9(x)
x = h10(x)
x = h11(x)
x = h12(x)
x = h13(x)
x = h14(x)
x = h15(x)
x = h16(x)
x = h17(x)
x = h18(x)
x = h19(x)
x = h20(x)
x = h21(x)
x = h22(x)
x = h23(x)
x = h24(x)
x = h25(x)
x = h26(x)
x = h27(x)
x = h28(x)
x = h29(x)
d = DAG(x)

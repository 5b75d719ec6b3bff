from airflow import DAG
from airflow.decorators import dag, task
import os, sys
if os.getenv('0'):
    x0 = DAG('a0')
    y = 1
elif os.getenv('B'):
    y = [y, y]
else:
    x0 = y
if os.getenv('1'):
    x1 = DAG('a1')
    y = x1
elif os.getenv('B'):
    y = [y, y]
else:
    x1 = y
if os.getenv('2'):
    x2 = DAG('a2')
    y = x2
elif os.getenv('B'):
    y = [y, y]
else:
    x2 = y
if os.getenv('3'):
    x3 = DAG('a3')
    y = x3
elif os.getenv('B'):
    y = [y, y]
else:
    x3 = y
if os.getenv('4'):
    x4 = DAG('a4')
    y = x4
elif os.getenv('B'):
    y = [y, y]
else:
    x4 = y
if os.getenv('5'):
    x5 = DAG('a5')
    y = x5
elif os.getenv('B'):
    y = [y, y]
else:
    x5 = y
if os.getenv('6'):
    x6 = DAG('a6')
    y = x6
elif os.getenv('B'):
    y = [y, y]
else:
    x6 = y
if os.getenv('7'):
    x7 = DAG('a7')
    y = x7
elif os.getenv('B'):
    y = [y, y]
else:
    x7 = y
if os.getenv('8'):
    x8 = DAG('a8')
    y = x8
elif os.getenv('B'):
    y = [y, y]
else:
    x8 = y
if os.getenv('9'):
    x9 = DAG('a9')
    y = x9
elif os.getenv('B'):
    y = [y, y]
else:
    x9 = y
if os.getenv('10'):
    x10 = DAG('a10')
    y = x10
elif os.getenv('B'):
    y = [y, y]
else:
    x10 = y
if os.getenv('11'):
    x11 = DAG('a11')
    y = x11
elif os.getenv('B'):
    y = [y, y]
else:
    x11 = y
if os.getenv('12'):
    x12 = DAG('a12')
    y = x12
elif os.getenv('B'):
    y = [y, y]
else:
    x12 = y
if os.getenv('13'):
    x13 = DAG('a13')
    y = x13
elif os.getenv('B'):
    y = [y, y]
else:
    x13 = y
if os.getenv('14'):
    x14 = DAG('a14')
    y = x14
elif os.getenv('B'):
    y = [y, y]
else:
    x14 = y
if os.getenv('15'):
    x15 = DAG('a15')
    y = x15
elif os.getenv('B'):
    y = [y, y]
else:
    x15 = y
if os.getenv('16'):
    x16 = DAG('a16')
    y = x16
elif os.getenv('B'):
    y = [y, y]
else:
    x16 = y
if os.getenv('17'):
    x17 = DAG('a17')
    y = x17
elif os.getenv('B'):
    y = [y, y]
else:
    x17 = y
if os.getenv('18'):
    x18 = DAG('a18')
    y = x18
elif os.getenv('B'):
    y = [y, y]
else:
    x18 = y
if os.getenv('19'):
    x19 = DAG('a19')
    y = x19
elif os.getenv('B'):
    y = [y, y]
else:
    x19 = y
if os.getenv('20'):
    x20 = DAG('a20')
    y = x20
elif os.getenv('B'):
    y = [y, y]
else:
    x20 = y
if os.getenv('21'):
    x21 = DAG('a21')
    y = x21
elif os.getenv('B'):
    y = [y, y]
else:
    x21 = y
if os.getenv('22'):
    x22 = DAG('a22')
    y = x22
elif os.getenv('B'):
    y = [y, y]
else:
    x22 = y
if os.getenv('23'):
    x23 = DAG('a23')
    y = x23
elif os.getenv('B'):
    y = [y, y]
else:
    x23 = y
if os.getenv('24'):
    x24 = DAG('a24')
    y = x24
elif os.getenv('B'):
    y = [y, y]
else:
    x24 = y
if os.getenv('25'):
    x25 = DAG('a25')
    y = x25
elif os.getenv('B'):
    y = [y, y]
else:
    x25 = y
if os.getenv('26'):
    x26 = DAG('a26')
    y = x26
elif os.getenv('B'):
    y = [y, y]
else:
    x26 = y
if os.getenv('27'):
    x27 = DAG('a27')
    y = x27
elif os.getenv('B'):
    y = [y, y]
else:
    x27 = y
if os.getenv('28'):
    x28 = DAG('a28')
    y = x28
elif os.getenv('B'):
    y = [y, y]
else:
    x28 = y
if os.getenv('29'):
    x29 = DAG('a29')
    y = x29
elif os.getenv('B'):
    y = [y, y]
else:
    x29 = y
if os.getenv('30'):
    x30 = DAG('a30')
    y = x30
elif os.getenv('B'):
    y = [y, y]
else:
    x30 = y
if os.getenv('31'):
    x31 = DAG('a31')
    y = x31
elif os.getenv('B'):
    y = [y, y]
else:
    x31 = y
if os.getenv('32'):
    x32 = DAG('a32')
    y = x32
elif os.getenv('B'):
    y = [y, y]
else:
    x32 = y
if os.getenv('33'):
    x33 = DAG('a33')
    y = x33
elif os.getenv('B'):
    y = [y, y]
else:
    x33 = y
if os.getenv('34'):
    x34 = DAG('a34')
    y = x34
elif os.getenv('B'):
    y = [y, y]
else:
    x34 = y
if os.getenv('35'):
    x35 = DAG('a35')
    y = x35
elif os.getenv('B'):
    y = [y, y]
else:
    x35 = y
if os.getenv('36'):
    x36 = DAG('a36')
    y = x36
elif os.getenv('B'):
    y = [y, y]
else:
    x36 = y
if os.getenv('37'):
    x37 = DAG('a37')
    y = x37
elif os.getenv('B'):
    y = [y, y]
else:
    x37 = y
if os.getenv('38'):
    x38 = DAG('a38')
    y = x38
elif os.getenv('B'):
    y = [y, y]
else:
    x38 = y
if os.getenv('39'):
    x39 = DAG('a39')
    y = x39
elif os.getenv('B'):
    y = [y, y]
else:
    x39 = y
if os.getenv('40'):
    x40 = DAG('a40')
    y = x40
elif os.getenv('B'):
    y = [y, y]
else:
    x40 = y
if os.getenv('41'):
    x41 = DAG('a41')
    y = x41
elif os.getenv('B'):
    y = [y, y]
else:
    x41 = y
if os.getenv('42'):
    x42 = DAG('a42')
    y = x42
elif os.getenv('B'):
    y = [y, y]
else:
    x42 = y
if os.getenv('43'):
    x43 = DAG('a43')
    y = x43
elif os.getenv('B'):
    y = [y, y]
else:
    x43 = y
if os.getenv('44'):
    x44 = DAG('a44')
    y = x44
elif os.getenv('B'):
    y = [y, y]
else:
    x44 = y
if os.getenv('45'):
    x45 = DAG('a45')
    y = x45
elif os.getenv('B'):
    y = [y, y]
else:
    x45 = y
if os.getenv('46'):
    x46 = DAG('a46')
    y = x46
elif os.getenv('B'):
    y = [y, y]
else:
    x46 = y
if os.getenv('47'):
    x47 = DAG('a47')
    y = x47
elif os.getenv('B'):
    y = [y, y]
else:
    x47 = y
if os.getenv('48'):
    x48 = DAG('a48')
    y = x48
elif os.getenv('B'):
    y = [y, y]
else:
    x48 = y
if os.getenv('49'):
    x49 = DAG('a49')
    y = x49
elif os.getenv('B'):
    y = [y, y]
else:
    x49 = y
if os.getenv('50'):
    x50 = DAG('a50')
    y = x50
elif os.getenv('B'):
    y = [y, y]
else:
    x50 = y
if os.getenv('51'):
    x51 = DAG('a51')
    y = x51
elif os.getenv('B'):
    y = [y, y]
else:
    x51 = y
if os.getenv('52'):
    x52 = DAG('a52')
    y = x52
elif os.getenv('B'):
    y = [y, y]
else:
    x52 = y
if os.getenv('53'):
    x53 = DAG('a53')
    y = x53
elif os.getenv('B'):
    y = [y, y]
else:
    x53 = y
if os.getenv('54'):
    x54 = DAG('a54')
    y = x54
elif os.getenv('B'):
    y = [y, y]
else:
    x54 = y
if os.getenv('55'):
    x55 = DAG('a55')
    y = x55
elif os.getenv('B'):
    y = [y, y]
else:
    x55 = y
if os.getenv('56'):
    x56 = DAG('a56')
    y = x56
elif os.getenv('B'):
    y = [y, y]
else:
    x56 = y
if os.getenv('57'):
    x57 = DAG('a57')
    y = x57
elif os.getenv('B'):
    y = [y, y]
else:
    x57 = y
if os.getenv('58'):
    x58 = DAG('a58')
    y = x58
elif os.getenv('B'):
    y = [y, y]
else:
    x58 = y
if os.getenv('59'):
    x59 = DAG('a59')
    y = x59
elif os.getenv('B'):
    y = [y, y]
else:
    x59 = y
if os.getenv('60'):
    x60 = DAG('a60')
    y = x60
elif os.getenv('B'):
    y = [y, y]
else:
    x60 = y
if os.getenv('61'):
    x61 = DAG('a61')
    y = x61
elif os.getenv('B'):
    y = [y, y]
else:
    x61 = y
if os.getenv('62'):
    x62 = DAG('a62')
    y = x62
elif os.getenv('B'):
    y = [y, y]
else:
    x62 = y
if os.getenv('63'):
    x63 = DAG('a63')
    y = x63
elif os.getenv('B'):
    y = [y, y]
else:
    x63 = y
if os.getenv('64'):
    x64 = DAG('a64')
    y = x64
elif os.getenv('B'):
    y = [y, y]
else:
    x64 = y
if os.getenv('65'):
    x65 = DAG('a65')
    y = x65
elif os.getenv('B'):
    y = [y, y]
else:
    x65 = y
if os.getenv('66'):
    x66 = DAG('a66')
    y = x66
elif os.getenv('B'):
    y = [y, y]
else:
    x66 = y
if os.getenv('67'):
    x67 = DAG('a67')
    y = x67
elif os.getenv('B'):
    y = [y, y]
else:
    x67 = y
if os.getenv('68'):
    x68 = DAG('a68')
    y = x68
elif os.getenv('B'):
    y = [y, y]
else:
    x68 = y
if os.getenv('69'):
    x69 = DAG('a69')
    y = x69
elif os.getenv('B'):
    y = [y, y]
else:
    x69 = y
if os.getenv('70'):
    x70 = DAG('a70')
    y = x70
elif os.getenv('B'):
    y = [y, y]
else:
    x70 = y
if os.getenv('71'):
    x71 = DAG('a71')
    y = x71
elif os.getenv('B'):
    y = [y, y]
else:
    x71 = y
if os.getenv('72'):
    x72 = DAG('a72')
    y = x72
elif os.getenv('B'):
    y = [y, y]
else:
    x72 = y
if os.getenv('73'):
    x73 = DAG('a73')
    y = x73
elif os.getenv('B'):
    y = [y, y]
else:
    x73 = y
if os.getenv('74'):
    x74 = DAG('a74')
    y = x74
elif os.getenv('B'):
    y = [y, y]
else:
    x74 = y
if os.getenv('75'):
    x75 = DAG('a75')
    y = x75
elif os.getenv('B'):
    y = [y, y]
else:
    x75 = y
if os.getenv('76'):
    x76 = DAG('a76')
    y = x76
elif os.getenv('B'):
    y = [y, y]
else:
    x76 = y
if os.getenv('77'):
    x77 = DAG('a77')
    y = x77
elif os.getenv('B'):
    y = [y, y]
else:
    x77 = y
if os.getenv('78'):
    x78 = DAG('a78')
    y = x78
elif os.getenv('B'):
    y = [y, y]
else:
    x78 = y
if os.getenv('79'):
    x79 = DAG('a79')
    y = x79
elif os.getenv('B'):
    y = [y, y]
else:
    x79 = y
if os.getenv('80'):
    x80 = DAG('a80')
    y = x80
elif os.getenv('B'):
    y = [y, y]
else:
    x80 = y
if os.getenv('81'):
    x81 = DAG('a81')
    y = x81
elif os.getenv('B'):
    y = [y, y]
else:
    x81 = y
if os.getenv('82'):
    x82 = DAG('a82')
    y = x82
elif os.getenv('B'):
    y = [y, y]
else:
    x82 = y
if os.getenv('83'):
    x83 = DAG('a83')
    y = x83
elif os.getenv('B'):
    y = [y, y]
else:
    x83 = y
if os.getenv('84'):
    x84 = DAG('a84')
    y = x84
elif os.getenv('B'):
    y = [y, y]
else:
    x84 = y
if os.getenv('85'):
    x85 = DAG('a85')
    y = x85
elif os.getenv('B'):
    y = [y, y]
else:
    x85 = y
if os.getenv('86'):
    x86 = DAG('a86')
    y = x86
elif os.getenv('B'):
    y = [y, y]
else:
    x86 = y
if os.getenv('87'):
    x87 = DAG('a87')
    y = x87
elif os.getenv('B'):
    y = [y, y]
else:
    x87 = y
if os.getenv('88'):
    x88 = DAG('a88')
    y = x88
elif os.getenv('B'):
    y = [y, y]
else:
    x88 = y
if os.getenv('89'):
    x89 = DAG('a89')
    y = x89
elif os.getenv('B'):
    y = [y, y]
else:
    x89 = y
if os.getenv('90'):
    x90 = DAG('a90')
    y = x90
elif os.getenv('B'):
    y = [y, y]
else:
    x90 = y
if os.getenv('91'):
    x91 = DAG('a91')
    y = x91
elif os.getenv('B'):
    y = [y, y]
else:
    x91 = y
if os.getenv('92'):
    x92 = DAG('a92')
    y = x92
elif os.getenv('B'):
    y = [y, y]
else:
    x92 = y
if os.getenv('93'):
    x93 = DAG('a93')
    y = x93
elif os.getenv('B'):
    y = [y, y]
else:
    x93 = y
if os.getenv('94'):
    x94 = DAG('a94')
    y = x94
elif os.getenv('B'):
    y = [y, y]
else:
    x94 = y
if os.getenv('95'):
    x95 = DAG('a95')
    y = x95
elif os.getenv('B'):
    y = [y, y]
else:
    x95 = y
if os.getenv('96'):
    x96 = DAG('a96')
    y = x96
elif os.getenv('B'):
    y = [y, y]
else:
    x96 = y
if os.getenv('97'):
    x97 = DAG('a97')
    y = x97
elif os.getenv('B'):
    y = [y, y]
else:
    x97 = y
if os.getenv('98'):
    x98 = DAG('a98')
    y = x98
elif os.getenv('B'):
    y = [y, y]
else:
    x98 = y
if os.getenv('99'):
    x99 = DAG('a99')
    y = x99
elif os.getenv('B'):
    y = [y, y]
else:
    x99 = y
if os.getenv('100'):
    x100 = DAG('a100')
    y = x100
elif os.getenv('B'):
    y = [y, y]
else:
    x100 = y
if os.getenv('101'):
    x101 = DAG('a101')
    y = x101
elif os.getenv('B'):
    y = [y, y]
else:
    x101 = y
if os.getenv('102'):
    x102 = DAG('a102')
    y = x102
elif os.getenv('B'):
    y = [y, y]
else:
    x102 = y
if os.getenv('103'):
    x103 = DAG('a103')
    y = x103
elif os.getenv('B'):
    y = [y, y]
else:
    x103 = y
if os.getenv('104'):
    x104 = DAG('a104')
    y = x104
elif os.getenv('B'):
    y = [y, y]
else:
    x104 = y
if os.getenv('105'):
    x105 = DAG('a105')
    y = x105
elif os.getenv('B'):
    y = [y, y]
else:
    x105 = y
if os.getenv('106'):
    x106 = DAG('a106')
    y = x106
elif os.getenv('B'):
    y = [y, y]
else:
    x106 = y
if os.getenv('107'):
    x107 = DAG('a107')
    y = x107
elif os.getenv('B'):
    y = [y, y]
else:
    x107 = y
if os.getenv('108'):
    x108 = DAG('a108')
    y = x108
elif os.getenv('B'):
    y = [y, y]
else:
    x108 = y
if os.getenv('109'):
    x109 = DAG('a109')
    y = x109
elif os.getenv('B'):
    y = [y, y]
else:
    x109 = y
if os.getenv('110'):
    x110 = DAG('a110')
    y = x110
elif os.getenv('B'):
    y = [y, y]
else:
    x110 = y
if os.getenv('111'):
    x111 = DAG('a111')
    y = x111
elif os.getenv('B'):
    y = [y, y]
else:
    x111 = y
if os.getenv('112'):
    x112 = DAG('a112')
    y = x112
elif os.getenv('B'):
    y = [y, y]
else:
    x112 = y
if os.getenv('113'):
    x113 = DAG('a113')
    y = x113
elif os.getenv('B'):
    y = [y, y]
else:
    x113 = y
if os.getenv('114'):
    x114 = DAG('a114')
    y = x114
elif os.getenv('B'):
    y = [y, y]
else:
    x114 = y
if os.getenv('115'):
    x115 = DAG('a115')
    y = x115
elif os.getenv('B'):
    y = [y, y]
else:
    x115 = y
if os.getenv('116'):
    x116 = DAG('a116')
    y = x116
elif os.getenv('B'):
    y = [y, y]
else:
    x116 = y
if os.getenv('117'):
    x117 = DAG('a117')
    y = x117
elif os.getenv('B'):
    y = [y, y]
else:
    x117 = y
if os.getenv('118'):
    x118 = DAG('a118')
    y = x118
elif os.getenv('B'):
    y = [y, y]
else:
    x118 = y
if os.getenv('119'):
    x119 = DAG('a119')
    y = x119
elif os.getenv('B'):
    y = [y, y]
else:
    x119 = y
if os.getenv('120'):
    x120 = DAG('a120')
    y = x120
elif os.getenv('B'):
    y = [y, y]
else:
    x120 = y
if os.getenv('121'):
    x121 = DAG('a121')
    y = x121
elif os.getenv('B'):
    y = [y, y]
else:
    x121 = y
if os.getenv('122'):
    x122 = DAG('a122')
    y = x122
elif os.getenv('B'):
    y = [y, y]
else:
    x122 = y
if os.getenv('123'):
    x123 = DAG('a123')
    y = x123
elif os.getenv('B'):
    y = [y, y]
else:
    x123 = y
if os.getenv('124'):
    x124 = DAG('a124')
    y = x124
elif os.getenv('B'):
    y = [y, y]
else:
    x124 = y
if os.getenv('125'):
    x125 = DAG('a125')
    y = x125
elif os.getenv('B'):
    y = [y, y]
else:
    x125 = y
if os.getenv('126'):
    x126 = DAG('a126')
    y = x126
elif os.getenv('B'):
    y = [y, y]
else:
    x126 = y
if os.getenv('127'):
    x127 = DAG('a127')
    y = x127
elif os.getenv('B'):
    y = [y, y]
else:
    x127 = y
if os.getenv('128'):
    x128 = DAG('a128')
    y = x128
elif os.getenv('B'):
    y = [y, y]
else:
    x128 = y
if os.getenv('129'):
    x129 = DAG('a129')
    y = x129
elif os.getenv('B'):
    y = [y, y]
else:
    x129 = y
if os.getenv('130'):
    x130 = DAG('a130')
    y = x130
elif os.getenv('B'):
    y = [y, y]
else:
    x130 = y
if os.getenv('131'):
    x131 = DAG('a131')
    y = x131
elif os.getenv('B'):
    y = [y, y]
else:
    x131 = y
if os.getenv('132'):
    x132 = DAG('a132')
    y = x132
elif os.getenv('B'):
    y = [y, y]
else:
    x132 = y
if os.getenv('133'):
    x133 = DAG('a133')
    y = x133
elif os.getenv('B'):
    y = [y, y]
else:
    x133 = y
if os.getenv('134'):
    x134 = DAG('a134')
    y = x134
elif os.getenv('B'):
    y = [y, y]
else:
    x134 = y
if os.getenv('135'):
    x135 = DAG('a135')
    y = x135
elif os.getenv('B'):
    y = [y, y]
else:
    x135 = y
if os.getenv('136'):
    x136 = DAG('a136')
    y = x136
elif os.getenv('B'):
    y = [y, y]
else:
    x136 = y
if os.getenv('137'):
    x137 = DAG('a137')
    y = x137
elif os.getenv('B'):
    y = [y, y]
else:
    x137 = y
if os.getenv('138'):
    x138 = DAG('a138')
    y = x138
elif os.getenv('B'):
    y = [y, y]
else:
    x138 = y
if os.getenv('139'):
    x139 = DAG('a139')
    y = x139
elif os.getenv('B'):
    y = [y, y]
else:
    x139 = y
if os.getenv('140'):
    x140 = DAG('a140')
    y = x140
elif os.getenv('B'):
    y = [y, y]
else:
    x140 = y
if os.getenv('141'):
    x141 = DAG('a141')
    y = x141
elif os.getenv('B'):
    y = [y, y]
else:
    x141 = y
if os.getenv('142'):
    x142 = DAG('a142')
    y = x142
elif os.getenv('B'):
    y = [y, y]
else:
    x142 = y
if os.getenv('143'):
    x143 = DAG('a143')
    y = x143
elif os.getenv('B'):
    y = [y, y]
else:
    x143 = y
if os.getenv('144'):
    x144 = DAG('a144')
    y = x144
elif os.getenv('B'):
    y = [y, y]
else:
    x144 = y
if os.getenv('145'):
    x145 = DAG('a145')
    y = x145
elif os.getenv('B'):
    y = [y, y]
else:
    x145 = y
if os.getenv('146'):
    x146 = DAG('a146')
    y = x146
elif os.getenv('B'):
    y = [y, y]
else:
    x146 = y
if os.getenv('147'):
    x147 = DAG('a147')
    y = x147
elif os.getenv('B'):
    y = [y, y]
else:
    x147 = y
if os.getenv('148'):
    x148 = DAG('a148')
    y = x148
elif os.getenv('B'):
    y = [y, y]
else:
    x148 = y
if os.getenv('149'):
    x149 = DAG('a149')
    y = x149
elif os.getenv('B'):
    y = [y, y]
else:
    x149 = y
if os.getenv('150'):
    x150 = DAG('a150')
    y = x150
elif os.getenv('B'):
    y = [y, y]
else:
    x150 = y
if os.getenv('151'):
    x151 = DAG('a151')
    y = x151
elif os.getenv('B'):
    y = [y, y]
else:
    x151 = y
if os.getenv('152'):
    x152 = DAG('a152')
    y = x152
elif os.getenv('B'):
    y = [y, y]
else:
    x152 = y
if os.getenv('153'):
    x153 = DAG('a153')
    y = x153
elif os.getenv('B'):
    y = [y, y]
else:
    x153 = y
if os.getenv('154'):
    x154 = DAG('a154')
    y = x154
elif os.getenv('B'):
    y = [y, y]
else:
    x154 = y
if os.getenv('155'):
    x155 = DAG('a155')
    y = x155
elif os.getenv('B'):
    y = [y, y]
else:
    x155 = y
if os.getenv('156'):
    x156 = DAG('a156')
    y = x156
elif os.getenv('B'):
    y = [y, y]
else:
    x156 = y
if os.getenv('157'):
    x157 = DAG('a157')
    y = x157
elif os.getenv('B'):
    y = [y, y]
else:
    x157 = y
if os.getenv('158'):
    x158 = DAG('a158')
    y = x158
elif os.getenv('B'):
    y = [y, y]
else:
    x158 = y
if os.getenv('159'):
    x159 = DAG('a159')
    y = x159
elif os.getenv('B'):
    y = [y, y]
else:
    x159 = y
if os.getenv('160'):
    x160 = DAG('a160')
    y = x160
elif os.getenv('B'):
    y = [y, y]
else:
    x160 = y
if os.getenv('161'):
    x161 = DAG('a161')
    y = x161
elif os.getenv('B'):
    y = [y, y]
else:
    x161 = y
if os.getenv('162'):
    x162 = DAG('a162')
    y = x162
elif os.getenv('B'):
    y = [y, y]
else:
    x162 = y
if os.getenv('163'):
    x163 = DAG('a163')
    y = x163
elif os.getenv('B'):
    y = [y, y]
else:
    x163 = y
if os.getenv('164'):
    x164 = DAG('a164')
    y = x164
elif os.getenv('B'):
    y = [y, y]
else:
    x164 = y
if os.getenv('165'):
    x165 = DAG('a165')
    y = x165
elif os.getenv('B'):
    y = [y, y]
else:
    x165 = y
if os.getenv('166'):
    x166 = DAG('a166')
    y = x166
elif os.getenv('B'):
    y = [y, y]
else:
    x166 = y
if os.getenv('167'):
    x167 = DAG('a167')
    y = x167
elif os.getenv('B'):
    y = [y, y]
else:
    x167 = y
if os.getenv('168'):
    x168 = DAG('a168')
    y = x168
elif os.getenv('B'):
    y = [y, y]
else:
    x168 = y
if os.getenv('169'):
    x169 = DAG('a169')
    y = x169
elif os.getenv('B'):
    y = [y, y]
else:
    x169 = y
if os.getenv('170'):
    x170 = DAG('a170')
    y = x170
elif os.getenv('B'):
    y = [y, y]
else:
    x170 = y
if os.getenv('171'):
    x171 = DAG('a171')
    y = x171
elif os.getenv('B'):
    y = [y, y]
else:
    x171 = y
if os.getenv('172'):
    x172 = DAG('a172')
    y = x172
elif os.getenv('B'):
    y = [y, y]
else:
    x172 = y
if os.getenv('173'):
    x173 = DAG('a173')
    y = x173
elif os.getenv('B'):
    y = [y, y]
else:
    x173 = y
if os.getenv('174'):
    x174 = DAG('a174')
    y = x174
elif os.getenv('B'):
    y = [y, y]
else:
    x174 = y
if os.getenv('175'):
    x175 = DAG('a175')
    y = x175
elif os.getenv('B'):
    y = [y, y]
else:
    x175 = y
if os.getenv('176'):
    x176 = DAG('a176')
    y = x176
elif os.getenv('B'):
    y = [y, y]
else:
    x176 = y
if os.getenv('177'):
    x177 = DAG('a177')
    y = x177
elif os.getenv('B'):
    y = [y, y]
else:
    x177 = y
if os.getenv('178'):
    x178 = DAG('a178')
    y = x178
elif os.getenv('B'):
    y = [y, y]
else:
    x178 = y
if os.getenv('179'):
    x179 = DAG('a179')
    y = x179
elif os.getenv('B'):
    y = [y, y]
else:
    x179 = y
if os.getenv('180'):
    x180 = DAG('a180')
    y = x180
elif os.getenv('B'):
    y = [y, y]
else:
    x180 = y
if os.getenv('181'):
    x181 = DAG('a181')
    y = x181
elif os.getenv('B'):
    y = [y, y]
else:
    x181 = y
if os.getenv('182'):
    x182 = DAG('a182')
    y = x182
elif os.getenv('B'):
    y = [y, y]
else:
    x182 = y
if os.getenv('183'):
    x183 = DAG('a183')
    y = x183
elif os.getenv('B'):
    y = [y, y]
else:
    x183 = y
if os.getenv('184'):
    x184 = DAG('a184')
    y = x184
elif os.getenv('B'):
    y = [y, y]
else:
    x184 = y
if os.getenv('185'):
    x185 = DAG('a185')
    y = x185
elif os.getenv('B'):
    y = [y, y]
else:
    x185 = y
if os.getenv('186'):
    x186 = DAG('a186')
    y = x186
elif os.getenv('B'):
    y = [y, y]
else:
    x186 = y
if os.getenv('187'):
    x187 = DAG('a187')
    y = x187
elif os.getenv('B'):
    y = [y, y]
else:
    x187 = y
if os.getenv('188'):
    x188 = DAG('a188')
    y = x188
elif os.getenv('B'):
    y = [y, y]
else:
    x188 = y
if os.getenv('189'):
    x189 = DAG('a189')
    y = x189
elif os.getenv('B'):
    y = [y, y]
else:
    x189 = y
if os.getenv('190'):
    x190 = DAG('a190')
    y = x190
elif os.getenv('B'):
    y = [y, y]
else:
    x190 = y
if os.getenv('191'):
    x191 = DAG('a191')
    y = x191
elif os.getenv('B'):
    y = [y, y]
else:
    x191 = y
if os.getenv('192'):
    x192 = DAG('a192')
    y = x192
elif os.getenv('B'):
    y = [y, y]
else:
    x192 = y
if os.getenv('193'):
    x193 = DAG('a193')
    y = x193
elif os.getenv('B'):
    y = [y, y]
else:
    x193 = y
if os.getenv('194'):
    x194 = DAG('a194')
    y = x194
elif os.getenv('B'):
    y = [y, y]
else:
    x194 = y
if os.getenv('195'):
    x195 = DAG('a195')
    y = x195
elif os.getenv('B'):
    y = [y, y]
else:
    x195 = y
if os.getenv('196'):
    x196 = DAG('a196')
    y = x196
elif os.getenv('B'):
    y = [y, y]
else:
    x196 = y
if os.getenv('197'):
    x197 = DAG('a197')
    y = x197
elif os.getenv('B'):
    y = [y, y]
else:
    x197 = y
if os.getenv('198'):
    x198 = DAG('a198')
    y = x198
elif os.getenv('B'):
    y = [y, y]
else:
    x198 = y
if os.getenv('199'):
    x199 = DAG('a199')
    y = x199
elif os.getenv('B'):
    y = [y, y]
else:
    x199 = y

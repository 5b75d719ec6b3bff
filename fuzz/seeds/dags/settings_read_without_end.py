import configparser
import enum

Z = "".join("k%d = v\n" % i for i in range(10000))
for i in range(100000000):
    configparser.ConfigParser().read_string("[a]\n" + Z)
    configparser.ConfigParser().read_string(Z)

# coding: utf-7
x = '+AGEA'

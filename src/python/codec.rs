//! The encodings that Python source may declare, by the names of Python's `encodings` package.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, IBM866, ISO_2022_JP, ISO_8859_2, ISO_8859_3, ISO_8859_4,
    ISO_8859_5, ISO_8859_6, ISO_8859_7, ISO_8859_8, ISO_8859_10, ISO_8859_13, ISO_8859_14, ISO_8859_15,
    ISO_8859_16, KOI8_R, KOI8_U, MACINTOSH, SHIFT_JIS, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258, X_MAC_CYRILLIC,
};

/// How the bytes of an encoding become text.
#[derive(Clone, Copy)]
pub(super) enum Codec {
    Utf8,
    Ascii,
    Latin1,
    /// As the WHATWG's table has it, except for these bytes, which Python does not decode.
    Table(&'static Encoding, &'static [(u8, u8)]),
    /// One byte, one character, and no table at hand: what is not ASCII stands as some letter. Whether the file
    /// compiles hardly ever hangs on which.
    Letters(&'static [(u8, u8)]),
}

/// The codec that Python finds under a declared name.
pub(super) fn named(name: &str) -> Option<Codec> {
    let name = normal(name);
    NAMES.iter().find(|(names, _)| names.split(' ').any(|known| known == name)).map(|(_, codec)| *codec)
}

/// `encodings.normalize_encoding`: every run of what is neither a letter nor a digit is one `_`.
fn normal(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    lower
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("_")
}

/// The aliases of `Lib/encodings/aliases.py` for what can hold Python source, and the bytes outside each table.
#[rustfmt::skip]
const NAMES: &[(&str, Codec)] = &[
    ("utf_8 u8 utf utf8 utf8_ucs2 utf8_ucs4 cp65001 utf_8_sig", Codec::Utf8),
    ("ascii 646 ansi_x3_4_1968 ansi_x3_4_1986 cp367 csascii ibm367 iso646_us iso_646_irv_1991 iso_ir_6 us us_ascii", Codec::Ascii),
    ("latin_1 8859 cp819 csisolatin1 ibm819 iso8859 iso8859_1 iso_8859_1 iso_8859_1_1987 iso_ir_100 l1 latin latin1 iso_latin_1", Codec::Latin1),
    ("cp1250 1250 windows_1250", Codec::Table(WINDOWS_1250, &[(0x81, 0x81), (0x83, 0x83), (0x88, 0x88), (0x90, 0x90), (0x98, 0x98)])),
    ("cp1251 1251 windows_1251", Codec::Table(WINDOWS_1251, &[(0x98, 0x98)])),
    ("cp1252 1252 windows_1252", Codec::Table(WINDOWS_1252, &[(0x81, 0x81), (0x8d, 0x8d), (0x8f, 0x90), (0x9d, 0x9d)])),
    ("cp1253 1253 windows_1253", Codec::Table(WINDOWS_1253, &[(0x81, 0x81), (0x88, 0x88), (0x8a, 0x8a), (0x8c, 0x90), (0x98, 0x98), (0x9a, 0x9a), (0x9c, 0x9f), (0xaa, 0xaa), (0xd2, 0xd2), (0xff, 0xff)])),
    ("cp1254 1254 windows_1254", Codec::Table(WINDOWS_1254, &[(0x81, 0x81), (0x8d, 0x90), (0x9d, 0x9e)])),
    ("cp1255 1255 windows_1255", Codec::Table(WINDOWS_1255, &[(0x81, 0x81), (0x8a, 0x8a), (0x8c, 0x90), (0x9a, 0x9a), (0x9c, 0x9f), (0xca, 0xca), (0xd9, 0xdf), (0xfb, 0xfc), (0xff, 0xff)])),
    ("cp1256 1256 windows_1256", Codec::Table(WINDOWS_1256, &[])),
    ("cp1257 1257 windows_1257", Codec::Table(WINDOWS_1257, &[(0x81, 0x81), (0x83, 0x83), (0x88, 0x88), (0x8a, 0x8a), (0x8c, 0x8c), (0x90, 0x90), (0x98, 0x98), (0x9a, 0x9a), (0x9c, 0x9c), (0x9f, 0x9f), (0xa1, 0xa1), (0xa5, 0xa5)])),
    ("cp1258 1258 windows_1258", Codec::Table(WINDOWS_1258, &[(0x81, 0x81), (0x8a, 0x8a), (0x8d, 0x90), (0x9a, 0x9a), (0x9d, 0x9e)])),
    ("cp866 866 csibm866 ibm866", Codec::Table(IBM866, &[])),
    ("cp874", Codec::Table(WINDOWS_874, &[(0x81, 0x84), (0x86, 0x90), (0x98, 0x9f), (0xdb, 0xde), (0xfc, 0xff)])),
    ("tis_620 tis620 tis_620_0 tis_620_2529_0 tis_620_2529_1 iso_ir_166", Codec::Table(WINDOWS_874, &[(0xa0, 0xa0), (0xdb, 0xde), (0xfc, 0xff)])),
    ("iso8859_11 thai iso_8859_11 iso_8859_11_2001", Codec::Table(WINDOWS_874, &[(0xdb, 0xde), (0xfc, 0xff)])),
    ("iso8859_2 csisolatin2 iso_8859_2 iso_8859_2_1987 iso_ir_101 l2 latin2", Codec::Table(ISO_8859_2, &[])),
    ("iso8859_3 csisolatin3 iso_8859_3 iso_8859_3_1988 iso_ir_109 l3 latin3", Codec::Table(ISO_8859_3, &[(0xa5, 0xa5), (0xae, 0xae), (0xbe, 0xbe), (0xc3, 0xc3), (0xd0, 0xd0), (0xe3, 0xe3), (0xf0, 0xf0)])),
    ("iso8859_4 csisolatin4 iso_8859_4 iso_8859_4_1988 iso_ir_110 l4 latin4", Codec::Table(ISO_8859_4, &[])),
    ("iso8859_5 csisolatincyrillic cyrillic iso_8859_5 iso_8859_5_1988 iso_ir_144", Codec::Table(ISO_8859_5, &[])),
    ("iso8859_6 arabic asmo_708 csisolatinarabic ecma_114 iso_8859_6 iso_8859_6_1987 iso_ir_127", Codec::Table(ISO_8859_6, &[(0xa1, 0xa3), (0xa5, 0xab), (0xae, 0xba), (0xbc, 0xbe), (0xc0, 0xc0), (0xdb, 0xdf), (0xf3, 0xff)])),
    ("iso8859_7 csisolatingreek ecma_118 elot_928 greek greek8 iso_8859_7 iso_8859_7_1987 iso_ir_126", Codec::Table(ISO_8859_7, &[(0xae, 0xae), (0xd2, 0xd2), (0xff, 0xff)])),
    ("iso8859_8 csisolatinhebrew hebrew iso_8859_8 iso_8859_8_1988 iso_ir_138", Codec::Table(ISO_8859_8, &[(0xa1, 0xa1), (0xbf, 0xde), (0xfb, 0xfc), (0xff, 0xff)])),
    // The WHATWG reads it as windows-1254, which differs in control characters alone.
    ("iso8859_9 csisolatin5 iso_8859_9 iso_8859_9_1989 iso_ir_148 l5 latin5", Codec::Table(WINDOWS_1254, &[])),
    ("iso8859_10 csisolatin6 iso_8859_10 iso_8859_10_1992 iso_ir_157 l6 latin6", Codec::Table(ISO_8859_10, &[])),
    ("iso8859_13 iso_8859_13 l7 latin7", Codec::Table(ISO_8859_13, &[])),
    ("iso8859_14 iso_8859_14 iso_8859_14_1998 iso_celtic iso_ir_199 l8 latin8", Codec::Table(ISO_8859_14, &[])),
    ("iso8859_15 iso_8859_15 l9 latin9", Codec::Table(ISO_8859_15, &[])),
    ("iso8859_16 iso_8859_16 iso_8859_16_2001 iso_ir_226 l10 latin10", Codec::Table(ISO_8859_16, &[])),
    ("koi8_r cskoi8r", Codec::Table(KOI8_R, &[])),
    ("koi8_u", Codec::Table(KOI8_U, &[])),
    ("mac_roman macintosh macroman", Codec::Table(MACINTOSH, &[])),
    ("mac_cyrillic maccyrillic", Codec::Table(X_MAC_CYRILLIC, &[])),
    ("big5 big5_tw csbig5 x_mac_trad_chinese big5hkscs big5_hkscs hkscs cp950 950 ms950", Codec::Table(BIG5, &[])),
    ("cp932 932 ms932 mskanji ms_kanji windows_31j shift_jis csshiftjis shiftjis sjis s_jis x_mac_japanese", Codec::Table(SHIFT_JIS, &[])),
    ("shift_jis_2004 shiftjis2004 sjis_2004 s_jis_2004 shift_jisx0213 shiftjisx0213 sjisx0213 s_jisx0213", Codec::Table(SHIFT_JIS, &[])),
    ("cp949 949 ms949 uhc euc_kr euckr korean ksc5601 ks_c_5601 ks_c_5601_1987 ksx1001 ks_x_1001 x_mac_korean", Codec::Table(EUC_KR, &[])),
    ("euc_jp eucjp ujis u_jis euc_jis_2004 jisx0213 eucjis2004 euc_jis2004 euc_jisx0213 eucjisx0213", Codec::Table(EUC_JP, &[])),
    ("iso2022_jp csiso2022jp iso2022jp iso_2022_jp iso2022_jp_1 iso2022jp_1 iso_2022_jp_1 iso2022_jp_2 iso2022jp_2 iso_2022_jp_2 iso2022_jp_3 iso2022jp_3 iso_2022_jp_3 iso2022_jp_2004 iso_2022_jp_2004 iso2022jp_2004 iso2022_jp_ext iso2022jp_ext iso_2022_jp_ext", Codec::Table(ISO_2022_JP, &[])),
    ("gb2312 chinese csiso58gb231280 euc_cn euccn eucgb2312_cn gb2312_1980 gb2312_80 iso_ir_58 x_mac_simp_chinese gbk 936 cp936 ms936", Codec::Table(GBK, &[])),
    ("gb18030 gb18030_2000", Codec::Table(GB18030, &[])),
    ("cp437 437 cspc8codepage437 ibm437 cp720 cp737 cp775 775 cspc775baltic ibm775 cp850 850 cspc850multilingual ibm850 cp852 852 cspcp852 ibm852", Codec::Letters(&[])),
    ("cp855 855 csibm855 ibm855 cp858 858 csibm858 ibm858 cp860 860 csibm860 ibm860 cp861 861 cp_is csibm861 ibm861", Codec::Letters(&[])),
    ("cp862 862 cspc862latinhebrew ibm862 cp863 863 csibm863 ibm863 cp865 865 csibm865 ibm865", Codec::Letters(&[])),
    ("cp1006 cp1125 1125 ibm1125 cp866u ruscii palmos", Codec::Letters(&[])),
    ("mac_arabic mac_croatian mac_farsi mac_greek macgreek mac_iceland maciceland mac_latin2 maccentraleurope mac_centeuro maclatin2 mac_romanian mac_turkish macturkish ptcp154 csptcp154 pt154 cp154 cyrillic_asian", Codec::Letters(&[])),
    ("cp857 857 csibm857 ibm857", Codec::Letters(&[(0xd5, 0xd5), (0xe7, 0xe7), (0xf2, 0xf2)])),
    ("cp856", Codec::Letters(&[(0x9b, 0x9b), (0x9d, 0x9d), (0x9f, 0xa8), (0xad, 0xad), (0xb5, 0xb7), (0xc6, 0xc7), (0xd0, 0xd8), (0xde, 0xde), (0xe0, 0xe5), (0xe7, 0xed)])),
    ("cp869 869 cp_gr csibm869 ibm869", Codec::Letters(&[(0x80, 0x85), (0x87, 0x87), (0x93, 0x94)])),
    ("cp864 864 csibm864 ibm864", Codec::Letters(&[(0x9b, 0x9c), (0x9f, 0x9f), (0xa6, 0xa7), (0xff, 0xff)])),
    ("hp_roman8 roman8 r8 cshproman8 cp1051 ibm1051", Codec::Letters(&[(0xff, 0xff)])),
    ("koi8_t", Codec::Letters(&[(0x88, 0x88), (0x8f, 0x8f), (0x98, 0x98), (0x9a, 0x9a), (0x9c, 0xa0), (0xa8, 0xaa), (0xaf, 0xaf), (0xb4, 0xb4), (0xb8, 0xb8), (0xba, 0xba), (0xbc, 0xbe)])),
    ("kz1048 kz_1048 rk1048 strk1048_2002", Codec::Letters(&[(0x98, 0x98)])),
];

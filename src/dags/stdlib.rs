//! Modules that every Python has.

/// Whether `module` (its first segment) belongs to Python's standard library.
#[must_use]
pub fn is_stdlib(module: &str) -> bool {
    let first = module.split('.').next().unwrap_or(module);
    MODULES.binary_search(&first).is_ok()
}

/// `sys.stdlib_module_names` of CPython 3.12, without the private ones.
#[rustfmt::skip]
const MODULES: &[&str] = &[
    "__future__", "abc", "aifc", "argparse", "array", "ast", "asyncio", "atexit", "audioop", "base64", 
    "bdb", "binascii", "bisect", "builtins", "bz2", "cProfile", "calendar", "cgi", "cgitb", "chunk", 
    "cmath", "cmd", "code", "codecs", "codeop", "collections", "colorsys", "compileall", "concurrent", 
    "configparser", "contextlib", "contextvars", "copy", "copyreg", "crypt", "csv", "ctypes", "curses", 
    "dataclasses", "datetime", "dbm", "decimal", "difflib", "dis", "doctest", "email", "encodings", 
    "ensurepip", "enum", "errno", "faulthandler", "fcntl", "filecmp", "fileinput", "fnmatch", 
    "fractions", "ftplib", "functools", "gc", "genericpath", "getopt", "getpass", "gettext", "glob", 
    "graphlib", "grp", "gzip", "hashlib", "heapq", "hmac", "html", "http", "imaplib", "imghdr", 
    "importlib", "inspect", "io", "ipaddress", "itertools", "json", "keyword", "linecache", "locale", 
    "logging", "lzma", "mailbox", "mailcap", "marshal", "math", "mimetypes", "mmap", "modulefinder", 
    "msilib", "msvcrt", "multiprocessing", "netrc", "nis", "nntplib", "nt", "ntpath", "nturl2path", 
    "numbers", "opcode", "operator", "optparse", "os", "ossaudiodev", "pathlib", "pdb", "pickle", 
    "pickletools", "pipes", "pkgutil", "platform", "plistlib", "poplib", "posix", "posixpath", 
    "pprint", "profile", "pstats", "pty", "pwd", "py_compile", "pyclbr", "pydoc", "pydoc_data", 
    "pyexpat", "queue", "quopri", "random", "re", "readline", "reprlib", "resource", "rlcompleter", 
    "runpy", "sched", "secrets", "select", "selectors", "shelve", "shlex", "shutil", "signal", "site", 
    "smtplib", "sndhdr", "socket", "socketserver", "spwd", "sqlite3", "sre_compile", "sre_constants", 
    "sre_parse", "ssl", "stat", "statistics", "string", "stringprep", "struct", "subprocess", "sunau", 
    "symtable", "sys", "sysconfig", "syslog", "tabnanny", "tarfile", "telnetlib", "tempfile", 
    "termios", "textwrap", "threading", "time", "timeit", "tkinter", "token", "tokenize", "tomllib", 
    "trace", "traceback", "tracemalloc", "tty", "turtle", "turtledemo", "types", "typing", 
    "unicodedata", "unittest", "urllib", "uu", "uuid", "venv", "warnings", "wave", "weakref", 
    "webbrowser", "winreg", "winsound", "wsgiref", "xdrlib", "xml", "xmlrpc", "zipapp", "zipfile", 
    "zipimport", "zlib", "zoneinfo"
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_knows_submodules() {
        assert!(MODULES.is_sorted());
        assert!(is_stdlib("os.path") && is_stdlib("__future__") && !is_stdlib("pandas"));
    }
}

"""What a reader sees of a job summary: it is rendered as CommonMark with tables and HTML, and everything that a summary
of ours never holds is an error: links, pictures, scripts, attributes, drawings with text that speaks Mermaid."""

import html.parser
import re

import markdown_it

TAGS = set("code details h3 li p pre strong summary table tbody td th thead tr ul".split())
DRAWN = re.compile(
    r't\d+\["[^"`<>]*"\]' r"|t\d+ --> t\d+" r'|more\(\["\d+ more tasks"\]\)'
)  # fmt: skip


class Page(html.parser.HTMLParser):
    """`text` is what is shown, `codes` every text in <code>, `rows` the cells of tables, `pictures` the drawings."""

    def __init__(self, markdown):
        super().__init__()
        self.text, self.codes, self.rows, self.pictures, self.open = "", [], [], [], []
        rendered = markdown_it.MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown)
        self.feed(rendered)
        self.close()
        if self.open:
            raise AssertionError(f"tags that are not closed: {self.open}")
        for picture in self.pictures:
            head, *lines = picture.strip().split("\n")
            wrong = [line for line in lines if not DRAWN.fullmatch(line.strip())]
            if head != "flowchart LR" or wrong:
                raise AssertionError(f"a drawing holds {head!r}, {wrong}")

    def handle_starttag(self, tag, attributes):
        if tag not in TAGS or [name for name, value in attributes if (name, value) != ("class", "language-mermaid")]:
            raise AssertionError(f"the summary has <{tag}> with {attributes}: {self.get_starttag_text()}")
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        elif tag == "code" and attributes:
            self.pictures.append("")
        elif tag == "code":
            self.codes.append("")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            raise AssertionError(f"</{tag}> ends what it did not begin")

    def handle_data(self, data):
        self.text += data
        if "code" in self.open and "pre" in self.open:
            self.pictures[-1] += data
        elif "code" in self.open:
            self.codes[-1] += data
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data

    def handle_comment(self, data):
        raise AssertionError(f"the summary has a comment: {data}")

    def handle_decl(self, decl):
        raise AssertionError(f"the summary has a declaration: {decl}")

    def handle_pi(self, data):
        raise AssertionError(f"the summary has an instruction: {data}")

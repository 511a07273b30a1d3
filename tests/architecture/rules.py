# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The house rules, each a function from a Tree to findings (path, line, text). check runs them; CONTRIBUTING.md tells why."""

import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as xml

CODE = (".cpp", ".h")
TEXT = CODE + (".py", ".sh", ".sql", ".txt", ".cmake", ".json", ".md", ".in", ".ui", ".qrc", ".ts")
SKIPPED_FOLDERS = {".git", "build", "__pycache__"}
LINES = {".cpp": 500, ".h": 200}
FUNCTION_LINES = 50
COROUTINE_LAYERS = {"async", "net", "providers", "people", "oauth", "imap", "smtp", "pop3", "engine", "app"}
WORDLESS_LAYERS = {"core", "async", "mime", "store", "net", "providers", "people", "oauth", "imap", "smtp", "pop3", "engine", "link"}
UPDATE = "run `lupdate -locations none -I . -I src src ui -ts translations/hikyaku_ja.ts` and translate: "
STORE_FOR_MODELS = {"store/reader.h", "store/profilepaths.h", "store/messageplace.h"}


class Tree:
    """The files of one checkout, read once."""

    def __init__(self, base):
        self.base = base
        self.files = {}
        for folder, names, files in os.walk(base):
            names[:] = [n for n in names if n not in SKIPPED_FOLDERS and not n.startswith("build-")]
            for name in files:
                path = os.path.relpath(os.path.join(folder, name), base)
                if path.endswith(TEXT) or "." not in name or path.startswith(".ci/"):
                    try:
                        self.files[path] = open(os.path.join(folder, name), encoding="utf-8").read()
                    except (UnicodeDecodeError, OSError):
                        pass  # not a text of ours
        self.layers = self.read_layers()

    def read_layers(self):
        """name -> (folder, layers it may use, what it links), from the hikyaku_layer() calls."""
        found = {}
        for call in re.findall(r"^hikyaku_layer\((.*?)\)", self.files.get("CMakeLists.txt", ""), re.M | re.S):
            words, key, values = call.split(), "", {"DIR": [], "USES": [], "LINKS": []}
            for word in words[1:]:
                if word in values:
                    key = word
                else:
                    values[key].append(word)
            folder = values["DIR"][0] if values["DIR"] else "src/" + words[0]
            found[words[0]] = (folder, set(values["USES"]), values["LINKS"])
        return found

    def layer_of(self, path):
        for name, (folder, _, _) in self.layers.items():
            if path.startswith(folder + "/"):
                return name
        return "app" if path.startswith("src/app/") else None

    def sources(self, *folders):
        for path, text in sorted(self.files.items()):
            if path.endswith(CODE) and path.startswith(tuple(f + "/" for f in folders or ("src", "ui"))):
                yield path, text


def bare(text, keep_strings=False):
    """C++ without comments (and string contents), line numbers kept."""
    def blank(match):
        found = match.group(0)
        if found[0] in "\"'R" and keep_strings:
            return found
        return "\n" * found.count("\n") if found.startswith("/") else '""' + "\n" * found.count("\n")
    return re.sub(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'', blank, text, flags=re.S)


def matches(path, text, pattern, say):
    for number, line in enumerate(text.split("\n"), 1):
        if found := re.search(pattern, line):
            yield path, number, say.format(*found.groups() or (found.group(0),))


def layers(tree):
    for path, text in tree.sources():
        own = tree.layer_of(path)
        if own is None:
            yield path, 1, "belongs to no layer of CMakeLists.txt"
            continue
        allowed = tree.layers[own][1] | {own} if own != "app" else set(tree.layers) | {"app"}
        for number, line in enumerate(bare(text, keep_strings=True).split("\n"), 1):
            used = re.match(r'\s*#\s*include\s*["<](\w+)/([^">]+)[">]', line)
            if not used or used.group(1) not in set(tree.layers) | {"app"}:
                continue
            if used.group(1) not in allowed:
                yield path, number, f"layer {own} must not use {used.group(1)}"
            elif own == "models" and used.group(1) == "store" and f"store/{used.group(2)}" not in STORE_FOR_MODELS:
                yield path, number, f"models read the store through its Reader only, not {used.group(2)}"


def foreign_libraries(tree):
    for path, text in tree.sources():
        layer, code = tree.layer_of(path), bare(text, keep_strings=True)
        if layer != "imap":
            yield from matches(path, code, r"#\s*include\s*[<\"](?:KPim6/)?(?i:kimap)/", "KIMAP stays in src/imap")
        if layer not in ("mime", "imap"):
            yield from matches(path, code, r"#\s*include\s*[<\"](?:KPim6/)?(?i:kmime)/", "KMime stays in src/mime")
        if layer not in ("ui", "app"):
            yield from matches(path, code, r"#\s*include\s*<(QtWidgets/|Q(?:Widget|Application|Dialog|Label|MainWindow|MessageBox)>)", "{0} below ui")
    for name, (_, _, links) in tree.layers.items():
        if name != "ui" and any("Widgets" in link for link in links):
            yield "CMakeLists.txt", 1, f"layer {name} links Qt Widgets"


def code_words(tree):
    for path, text in tree.sources():
        code, layer = bare(text), tree.layer_of(path)
        yield from matches(path, code, r"\b(FetchJob|IdleJob|ExpungeJob|CloseJob)\b", "{0}: that verb is not KIMAP's (docs: verb table)")
        yield from matches(path, code, r"\b(QEventLoop|processEvents)\b", "{0}: no nested event loops")
        yield from matches(path, code, r"\b(setHtml|insertHtml|Qt::RichText|Qt::AutoText)\b", "{0}: text is Qt::PlainText")
        if layer in WORDLESS_LAYERS:
            yield from matches(path, code, r"(?<![\w.>])(tr|QT_TR_NOOP|QT_TRANSLATE_NOOP|QCoreApplication::translate)\s*\(", "{0}(): words for people are made in ui and app")
        if layer not in COROUTINE_LAYERS:
            yield from matches(path, code, r"\b(co_await|co_return|co_yield)\b", "{0}: no coroutines in this layer")
        yield from matches(path, code, r"\b(?:class|struct|enum class)\s+(\w*(?:Manager|Helper|Utils?))\b", "{0}: name it for what it does")
        if re.search(r"(manager|helper|utils?)\.(h|cpp)$", path):
            yield path, 1, "name the file for what it does"


def leftovers(tree):
    for path, text in sorted(tree.files.items()):
        if not path.startswith("tests/architecture/"):
            yield from matches(path, text, r"\b(TODO|FIXME|XXX|HACK|QSKIP)\b", "{0}: finish it or file an issue")


def sizes(tree):
    for path, text in tree.sources("src", "ui", "tests"):
        lines, most = text.count("\n"), LINES[os.path.splitext(path)[1]]
        if lines > most:
            yield path, lines, f"{lines} lines, at most {most}"


def functions(tree):
    # clang-format puts a function's braces into the first column, as it does those of namespaces and classes.
    for path, text in tree.sources():
        lines, begin = bare(text).split("\n"), None
        for number, line in enumerate(lines, 1):
            if line == "{":
                head = number - 1
                while head > 1 and not re.match(r"^(\S.*|)$", lines[head - 1]):
                    head -= 1
                begin = None if re.match(r"\s*(namespace|class|struct|enum|union|extern)\b", lines[head - 1]) else number
            elif line.startswith("}") and begin:
                if number - begin - 1 > FUNCTION_LINES:
                    yield path, begin, f"a function of {number - begin - 1} lines, at most {FUNCTION_LINES}"
                begin = None


def license_lines(tree):
    for path, text in sorted(tree.files.items()):
        script = text.startswith("#!")
        if path.endswith(CODE + (".py", ".in")) or script:
            head = "\n".join(text.split("\n")[:4])
            if "SPDX-FileCopyrightText:" not in head or "SPDX-License-Identifier: GPL-3.0-or-later" not in head:
                yield path, 1, "the two SPDX lines are missing"
        if path.endswith(".h") and "#pragma once" not in text:
            yield path, 1, "#pragma once is missing"


def machine_traces(tree):
    for path, text in sorted(tree.files.items()):
        if path.startswith("tests/architecture/"):
            continue
        yield from matches(path, text, r"(?<![\w.}])(/(?:work|root)/)", "{0}: a path of one machine")
        yield from matches(path, text, r"(?i)\b((?:deb|ftp|archive|security|snapshot|ports)\.(?:debian|ubuntu)\.\w+|"
                           r"(?:pypi|npmjs|crates)\.(?:org|io|com)|proxy\.golang\.\w+)", "{0}: the archive's address comes from the machine")
        if path.startswith(("src/", "ui/")):
            yield from matches(path, text, r"(\"/(?:tmp|var|home)\b)", "{0}: ask QStandardPaths")


def translation_messages(path):
    found = {}
    for context in xml.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name"), message.findtext("source") or "", message.findtext("comment") or "")
            translation = message.find("translation")
            forms = [form.text for form in translation.iter("numerusform")] or [translation.text]
            found[key] = (translation.get("type"), all(forms))
    return found


def english_plurals(tree, current):
    """The sources say "message(s)"; English needs its two forms from a file of its own."""
    path = "translations/hikyaku_en.ts"
    if path not in tree.files:
        yield path, 1, "is missing"
        return
    have = translation_messages(os.path.join(tree.base, path))
    for context in xml.parse(current).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name"), message.findtext("source") or "", message.findtext("comment") or "")
            gone = message.find("translation").get("type") in ("vanished", "obsolete")
            if message.get("numerus") == "yes" and not gone and not all(have.get(key, ("unfinished", False))[1:]):
                yield path, 1, f"no English plural: {key[0]}: {key[1]} (lupdate -pluralonly, as for the Japanese)"


def translations(tree):
    path = "translations/hikyaku_ja.ts"
    if path not in tree.files:
        yield path, 1, "is missing"
        return
    full = os.path.join(tree.base, path)
    have = translation_messages(full)
    for (context, source, _), (kind, complete) in have.items():
        if kind == "unfinished" or not complete:
            yield path, 1, f"not translated: {context}: {source}"
        elif kind in ("vanished", "obsolete"):
            yield path, 1, f"no longer in the program: {context}: {source}"
    lupdate = next((p for p in (shutil.which("lupdate"), "/usr/lib/qt6/bin/lupdate") if p and os.path.exists(p)), None)
    if not lupdate:
        yield path, 1, "lupdate is not installed, so the program's texts cannot be compared"
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "copy.ts")
        shutil.copy(full, copy)
        roots = [os.path.join(tree.base, name) for name in ("src", "ui") if os.path.isdir(os.path.join(tree.base, name))]
        done = subprocess.run([lupdate, "-silent", "-locations", "none", "-I", tree.base, "-I", os.path.join(tree.base, "src"), *roots, "-ts", copy],
                              capture_output=True, text=True)
        if done.returncode != 0:
            yield path, 1, f"lupdate failed: {done.stderr.strip()}"
            return
        yield from english_plurals(tree, copy)
        for key, (kind, _) in translation_messages(copy).items():
            if key not in have:
                yield path, 1, UPDATE + f"new in the program: {key[0]}: {key[1]}"
            elif kind in ("vanished", "obsolete") and have[key][0] not in ("vanished", "obsolete"):
                yield path, 1, UPDATE + f"no longer in the program: {key[0]}: {key[1]}"


ALL = (layers, foreign_libraries, code_words, leftovers, sizes, functions, license_lines, machine_traces, translations)

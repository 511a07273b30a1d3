# SPDX-FileCopyrightText: 2026 The Hikyaku developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tiny good tree, and for every rule files that break it: (rule, path, content, part of the finding's text)."""

import os

HEAD = "// SPDX-FileCopyrightText: 2026 The Hikyaku developers\n// SPDX-License-Identifier: GPL-3.0-or-later\n\n"
LAYERS = """hikyaku_layer(core LINKS Qt6::Core)
hikyaku_layer(async USES core)
hikyaku_layer(mime USES core LINKS KPim6::Mime)
hikyaku_layer(store USES core)
hikyaku_layer(net USES core async)
hikyaku_layer(imap USES core async net)
hikyaku_layer(link USES core)
hikyaku_layer(models USES core store link)
hikyaku_layer(ui DIR ui USES core models LINKS Qt6::Widgets)
"""


def ts(messages):
    return '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n<TS version="2.1" language="ja_JP">\n' + messages + "</TS>\n"


def message(source, translation, kind=""):
    return (f"<context><name>ui::Window</name><message><source>{source}</source>"
            f"<translation{kind}>{translation}</translation></message></context>\n")


WINDOW = HEAD + '#include "window.h"\n\n#include "models/list.h"\n\n#include <QWidget>\n\nnamespace ui\n{\n\nvoid Window::show()\n{\n    setWindowTitle(tr("Mail")); // FetchJob, only talked of\n}\n\n} // namespace ui\n'
GOOD = {
    "CMakeLists.txt": LAYERS,
    "src/core/id.h": HEAD + "#pragma once\n\nstruct MailboxId\n{\n};\n",
    "src/mime/parse.cpp": HEAD + "#include <KMime/Message>\n#include \"core/id.h\"\n",
    "src/models/list.h": HEAD + '#pragma once\n\n#include "store/reader.h"\n',
    "src/net/wire.cpp": HEAD + "#include \"core/id.h\"\n\nasync::Task<> Wire::go()\n{\n    co_await write(u\"tr(QEventLoop\"_s);\n}\n",
    "src/imap/gate.cpp": HEAD + "#include <kimap/session.h>\n",
    "ui/window.cpp": WINDOW,
    "ui/window.h": HEAD + "#pragma once\n\nnamespace ui\n{\nclass Window : public QWidget\n{\n    Q_OBJECT\n    void show();\n};\n}\n",
    "translations/hikyaku_ja.ts": ts(message("Mail", "メール")),
    "translations/hikyaku_en.ts": ts(""),
}


def cpp(text):
    return HEAD + text + "\n"


BAD = (
    ("layers", "src/core/a.cpp", cpp('#include "net/wire.h"'), "core must not use net"),
    ("layers", "src/net/a.cpp", cpp('#include "imap/gate.h"'), "net must not use imap"),
    ("layers", "ui/a.cpp", cpp('#include "store/reader.h"'), "ui must not use store"),
    ("layers", "src/models/a.cpp", cpp('#include "store/transaction.h"'), "Reader only"),
    ("layers", "src/core/a.cpp", cpp('#include "app/main.h"'), "core must not use app"),
    ("layers", "src/stray/a.cpp", cpp("int a;"), "no layer"),
    ("foreign_libraries", "src/net/a.cpp", cpp("#include <kimap/session.h>"), "KIMAP stays"),
    ("foreign_libraries", "src/app/a.cpp", cpp("#include <KIMAP/Session>"), "KIMAP stays"),
    ("foreign_libraries", "src/net/a.cpp", cpp("#include <KMime/Message>"), "KMime stays"),
    ("foreign_libraries", "src/models/a.cpp", cpp("#include <QWidget>"), "below ui"),
    ("foreign_libraries", "CMakeLists.txt", LAYERS.replace("core store link)", "core store link LINKS Qt6::Widgets)"), "links Qt Widgets"),
    ("code_words", "src/imap/a.cpp", cpp("auto *job = new KIMAP::FetchJob(session);"), "FetchJob"),
    ("code_words", "src/net/a.cpp", cpp("QEventLoop loop;"), "QEventLoop"),
    ("code_words", "ui/a.cpp", cpp("label->setTextFormat(Qt::RichText);"), "PlainText"),
    ("code_words", "src/net/a.cpp", cpp('auto text = tr("Lost");'), "made in ui"),
    ("code_words", "src/store/a.cpp", cpp("co_return;"), "no coroutines"),
    ("code_words", "src/core/a.h", cpp("#pragma once\nclass MailManager;"), "MailManager"),
    ("code_words", "src/core/stringutils.cpp", cpp("int a;"), "name the file"),
    ("leftovers", "src/core/a.cpp", cpp("int a; // TO" + "DO later"), "TO" + "DO"),
    ("leftovers", "tests/core/tst_a.cpp", cpp("QS" + 'KIP("no server");'), "QS" + "KIP"),
    ("sizes", "src/core/a.cpp", cpp("int a;\n" * 500), "at most 500"),
    ("sizes", "src/core/a.h", cpp("#pragma once\n" + "int a();\n" * 200), "at most 200"),
    ("functions", "src/core/a.cpp", cpp("namespace core\n{\n\nint a()\n{\n" + "    b();\n" * 51 + "}\n\n} // namespace core"), "a function of 51"),
    ("license_lines", "src/core/a.cpp", "int a;\n", "SPDX"),
    ("license_lines", "tests/tool", "#!/bin/sh\necho\n", "SPDX"),
    ("license_lines", "src/core/a.h", cpp("int a();"), "#pragma once"),
    ("machine_traces", "docs/a.md", "see /" + "work/notes\n", "one machine"),
    ("machine_traces", "docs/a.md", "from deb." + "debian.org\n", "archive's address"),
    ("machine_traces", "ui/a.cpp", cpp('open("/' + 'tmp/x");'), "QStandardPaths"),
    ("translations", "translations/hikyaku_ja.ts", None, "missing"),
    ("translations", "translations/hikyaku_ja.ts", ts(message("Mail", "", ' type="unfinished"')), "not translated"),
    ("translations", "translations/hikyaku_ja.ts", ts(message("Mail", "")), "not translated"),
    ("translations", "translations/hikyaku_ja.ts", ts(message("Mail", "メール") + message("Old", "古い")), "no longer"),
    ("translations", "translations/hikyaku_en.ts", None, "missing"),
    ("translations", "ui/a.cpp", cpp('#include "window.h"\n\nnamespace ui\n{\nvoid Window::hide()\n{\n    tr("%n apple(s)", nullptr, 2);\n}\n}'), "no English plural"),
    ("translations", "ui/a.cpp", cpp('#include "window.h"\n\nnamespace ui\n{\nvoid Window::hide()\n{\n    tr("Unknown to the file");\n}\n}'), "new in the program"),
)


def write(base, files, without=None):
    for path, content in files.items():
        if path != without:
            full = os.path.join(base, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "w", encoding="utf-8") as file:
                file.write(content)

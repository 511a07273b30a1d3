// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "language.h"

#include <QCoreApplication>
#include <QFile>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace app
{

namespace
{
/** The parser cannot be asked: its own help is already in the language. */
QString asked(const QStringList &arguments)
{
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        if (arguments[i] == "--lang"_L1)
            return arguments.value(i + 1);
        if (arguments[i].startsWith("--lang="_L1))
            return arguments[i].mid(7);
    }
    return {};
}
} // namespace

void installLanguage(const QStringList &arguments)
{
    const QString chosen = asked(arguments);
    if (chosen == "en"_L1 || chosen == "ja"_L1)
        QLocale::setDefault(QLocale(chosen));
    const QStringList languages = chosen.isEmpty() ? QLocale::system().uiLanguages() : QStringList{chosen};
    for (const QString &language : languages) {
        const QString code = language.section(u'-', 0, 0).section(u'_', 0, 0).toLower();
        if (code == "en"_L1)
            return; // the sources are English
        for (const QString &name : {u"hikyaku_"_s, u"qtbase_"_s}) {
            auto *translator = new QTranslator(qApp);
            const QString folder
                = name == "hikyaku_"_L1 ? u":/i18n"_s : QLibraryInfo::path(QLibraryInfo::TranslationsPath);
            if (translator->load(name + code, folder))
                QCoreApplication::installTranslator(translator);
            else
                delete translator;
        }
        if (QFile::exists(u":/i18n/hikyaku_%1.qm"_s.arg(code)))
            return;
    }
}

} // namespace app

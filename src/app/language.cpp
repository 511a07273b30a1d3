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

void install(const QString &name, const QString &folder)
{
    auto *translator = new QTranslator(qApp);
    if (translator->load(name, folder))
        QCoreApplication::installTranslator(translator);
    else
        delete translator; // Qt has no words of its own for English
}
} // namespace

void installLanguage(const QStringList &arguments)
{
    const QString chosen = asked(arguments);
    if (chosen == "en"_L1 || chosen == "ja"_L1)
        QLocale::setDefault(QLocale(chosen));
    // English last: the sources say "message(s)", its translation knows one from many.
    const QStringList languages
        = (chosen.isEmpty() ? QLocale::system().uiLanguages() : QStringList{chosen}) + QStringList{u"en"_s};
    for (const QString &language : languages) {
        const QString code = language.section(u'-', 0, 0).section(u'_', 0, 0).toLower();
        if (!QFile::exists(u":/i18n/hikyaku_%1.qm"_s.arg(code)))
            continue;
        install(u"hikyaku_"_s + code, u":/i18n"_s);
        install(u"qtbase_"_s + code, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
        return;
    }
}

} // namespace app

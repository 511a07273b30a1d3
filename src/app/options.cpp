// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "options.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace app
{

CommonOptions::CommonOptions(QCommandLineParser &parser)
    : m_parser(parser)
{
    parser.addOption({u"profile"_s, tr("Use the profile in <folder>: accounts, mail, trust list."), u"folder"_s});
    parser.addOption({u"lang"_s, tr("Language: ja or en. Default: the system's."), u"lang"_s});
    parser.addOption({u"ca-file"_s,
        tr("Also trust the certificate authorities in <file> (PEM). May be given more than once."), u"file"_s});
    parser.addOption({u"connect-to"_s,
        tr("Connect to another address: host:port=host2:port2. The certificate is still checked for host. May be "
           "given more than once."),
        u"rule"_s});
}

ipc::UseNetwork CommonOptions::network() const
{
    ipc::UseNetwork network{.caFiles = {}, .connectTo = m_parser.values(u"connect-to"_s)};
    for (const QString &file : m_parser.values(u"ca-file"_s))
        network.caFiles.append(QFileInfo(file).absoluteFilePath());
    return network;
}

store::ProfilePaths CommonOptions::profile() const
{
    const QString chosen = m_parser.value(u"profile"_s);
    const QString standard = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/hikyaku"_s;
    return store::ProfilePaths{QDir(chosen.isEmpty() ? standard : chosen).absolutePath()};
}

QString CommonOptions::language() const
{
    return m_parser.value(u"lang"_s);
}

} // namespace app

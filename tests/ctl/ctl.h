// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/mailstack.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QProcessEnvironment>
#include <QTemporaryDir>

namespace test
{

/** What one run of the program left behind. */
struct Ran {
    int code = -1; ///< -1: it crashed or did not end
    QByteArray out;
    QByteArray err;

    QJsonArray array() const { return QJsonDocument::fromJson(out).array(); }
    QJsonObject object() const { return QJsonDocument::fromJson(out).object(); }
    QJsonObject failure() const; ///< the error line of --json
    QByteArray report() const; ///< for QVERIFY2
};

/** hikyakuctl on a profile of its own, against the shared mail stack and without a keyring. */
class Ctl
{
public:
    Ctl();
    ~Ctl(); ///< no engine is left behind
    Q_DISABLE_COPY_MOVE(Ctl)

    /**
     * Runs `hikyakuctl … arguments`, with the password file once one was given. Its engine ends with it, unless it has
     * mail to deliver: the next run starts from what is stored.
     */
    Ran run(const QStringList &arguments, const QByteArray &input = {}) const;
    /** The same with --json; the document must be what the schema promises as `schema`. */
    Ran json(const QString &schema, const QStringList &arguments, const QByteArray &input = {}) const;

    void setPassword(const QString &password);
    void forgetPassword() { m_passwordFile.clear(); }
    void setVariable(const QString &name, const QString &value) { m_variables.insert(name, value); }
    void useKeyring() { m_keyring = true; } ///< that of the test session, else there is none
    void setConnectTo(const QStringList &rules) { m_rules = rules; } ///< beside the stack's own
    /** Adds the account of a user of the stack, by its file, changed by `change` before. */
    Ran addAccount(const QString &user, const std::function<void(QJsonObject &)> &change = {});
    static QJsonObject accountFile(const QString &user);

    QString file(const QString &name) const { return m_folder.filePath(name); }
    QString write(const QString &name, const QByteArray &bytes) const; ///< gives its path
    QString folder() const { return m_folder.path(); }
    QString profile() const { return file(QStringLiteral("profile")); }
    QProcessEnvironment environment() const;
    qint64 enginePid() const; ///< 0: none has the profile
    bool waitForEngineEnd(int milliseconds) const;
    QStringList command(const QStringList &arguments) const; ///< program and all arguments

    static QByteArray schemaErrors(const QString &schema, const QByteArray &document); ///< empty: it fits

private:
    QTemporaryDir m_folder;
    QString m_passwordFile;
    QStringList m_rules;
    QMap<QString, QString> m_variables; ///< of the environment
    bool m_keyring = false;
};

/** A simple message; line ends LF. */
QByteArray letter(const QString &from, const QString &to, const QByteArray &subject, const QByteArray &text);

} // namespace test

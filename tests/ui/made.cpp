// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "made.h"

#include <QApplication>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace made
{

core::CertificateInfo certificate(const QString &subject, const QString &issuer, char seed)
{
    return {.subject = subject,
        .issuer = issuer,
        .names = {subject},
        .notBefore = QDateTime(QDate(2026, 3, 3), QTime(9, 0), QTimeZone::UTC),
        .notAfter = QDateTime(QDate(2027, 3, 3), QTime(9, 0), QTimeZone::UTC),
        .sha256 = QByteArray(32, seed),
        .spkiSha256 = QByteArray(32, char(seed + 1)),
        .der = QByteArray(100, seed)};
}

core::TrustQuestion trustQuestion()
{
    return {.host = u"imap.example.test"_s,
        .port = 993,
        .problems = {core::CertificateProblem::UnknownIssuer, core::CertificateProblem::WrongName},
        .chain = {certificate(u"mail.other.example"_s, u"Other CA"_s, 0x11),
            certificate(u"Other CA"_s, u"Other Root"_s, 0x22), certificate(u"Other Root"_s, u"Other Root"_s, 0x33)}};
}

core::DiscoveryAttempt attempt(int id, core::ServerPurpose purpose, const QString &host, quint16 port)
{
    return {.id = id,
        .purpose = purpose,
        .source = u"guess"_s,
        .server = {.host = host, .port = port, .user = u"taro@example.test"_s},
        .state = core::AttemptState::Running,
        .milliseconds = 12};
}

core::Account account()
{
    return {.name = u"taro@example.test"_s,
        .address = u"taro@example.test"_s,
        .fullName = u"山田 太郎"_s,
        .receive = {.host = u"imap.example.test"_s, .port = 993, .user = u"taro@example.test"_s},
        .send = {.host = u"smtp.example.test"_s, .port = 465, .user = u"taro@example.test"_s}};
}

bool activate(QWidget &window)
{
    window.show();
    window.activateWindow();
    return QTest::qWaitForWindowActive(&window);
}

void press(QWidget &window, Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QWidget *target = QApplication::focusWidget() ? QApplication::focusWidget() : &window;
    QTest::keyClick(target, key, modifiers);
}

void type(QWidget &window, const QString &text)
{
    for (const QChar c : text) {
        QWidget *target = QApplication::focusWidget() ? QApplication::focusWidget() : &window;
        QTest::sendKeyEvent(QTest::Click, target, Qt::Key_unknown, QString(c), Qt::NoModifier);
    }
}

QString textOf(const QWidget &window)
{
    QStringList lines;
    for (const QLabel *label : window.findChildren<QLabel *>()) {
        if (label->isVisible())
            lines.append(label->text());
    }
    return lines.join(u'\n');
}

QStringList richLabels(const QWidget &window)
{
    QStringList found;
    for (const QLabel *label : window.findChildren<QLabel *>()) {
        if (!label->text().isEmpty() && label->textFormat() != Qt::PlainText)
            found.append(label->text());
    }
    return found;
}

} // namespace made

// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/peoplemodel.h"
#include "profile.h"
#include "scriptedengine.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using models::PeopleModel;

class PeopleModelTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<Profile> m_profile;
    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<ipc::Client> m_client;

    static core::PeopleFound found(int count)
    {
        core::PeopleFound found;
        for (int i = 0; i < count; ++i)
            found.people.append({{u"Person %1"_s.arg(i), u"p%1@example.test"_s.arg(i)}, u"Example"_s});
        return found;
    }
    void giveDirectory()
    {
        core::Account account = m_profile->reader().accounts().first();
        account.directory.server.host = u"ldap.example.test"_s;
        m_profile->write([&](store::Transaction &tx) { return tx.updateAccount(account); });
    }

private Q_SLOTS:
    void init()
    {
        m_profile = std::make_unique<Profile>();
        m_profile->addAccount(u"Work"_s);
        m_engine = std::make_unique<ScriptedEngine>(m_profile->socket());
        m_client = std::make_unique<ipc::Client>();
        m_engine->connect(*m_client);
    }
    void cleanup()
    {
        m_client.reset();
        m_engine.reset();
        m_profile.reset();
    }

    void whatIsTypedIsAskedOnce()
    {
        giveDirectory();
        PeopleModel people(m_profile->reader(), *m_client);
        for (const QString &text : {u"y"_s, u"ya"_s, u"yam"_s})
            people.setText(text);
        const auto call = m_engine->next<ipc::SearchDirectory>();
        QCOMPARE(call.request.text, u"yam"_s);
        QVERIFY(!call.request.mayAsk); // typing opens no question
        call.succeed(found(2));
        QTRY_COMPARE(people.rowCount(), 2);
        QCOMPARE(people.index(0).data().toString(), u"Person 0 <p0@example.test>"_s);
        QCOMPARE(people.index(1).data(PeopleModel::OrganizationRole).toString(), u"Example"_s);
        QCOMPARE(m_engine->countAfter<ipc::SearchDirectory>(*m_client), 0);
    }

    void oneKanjiIsEnoughOneLetterIsNot()
    {
        giveDirectory();
        PeopleModel people(m_profile->reader(), *m_client);
        people.setText(u"y"_s);
        QTest::qWait(350);
        QCOMPARE(m_engine->countAfter<ipc::SearchDirectory>(*m_client), 0);
        people.setText(u"森"_s);
        QCOMPARE(m_engine->next<ipc::SearchDirectory>().request.text, u"森"_s);
    }

    void aLateAnswerIsNoAnswer()
    {
        giveDirectory();
        PeopleModel people(m_profile->reader(), *m_client);
        people.setText(u"yam"_s);
        const auto first = m_engine->next<ipc::SearchDirectory>();
        people.setText(u"yama"_s);
        const auto second = m_engine->next<ipc::SearchDirectory>();
        second.succeed(found(1));
        QTRY_COMPARE(people.rowCount(), 1);
        first.succeed(found(5));
        QCOMPARE(m_engine->countAfter<ipc::SearchDirectory>(*m_client), 0);
        QCOMPARE(people.rowCount(), 1);
        people.setText({});
        QCOMPARE(people.rowCount(), 0);
    }

    void noMoreThanFitAreShown()
    {
        giveDirectory();
        PeopleModel people(m_profile->reader(), *m_client);
        people.setText(u"person"_s);
        m_engine->next<ipc::SearchDirectory>().succeed(found(50));
        QTRY_COMPARE(people.rowCount(), int(PeopleModel::kMost));
    }

    void aFailureIsKnownAndShowsNobody()
    {
        giveDirectory();
        PeopleModel people(m_profile->reader(), *m_client);
        QSignalSpy answered(&people, &PeopleModel::answered);
        people.setText(u"yam"_s);
        m_engine->next<ipc::SearchDirectory>().fail(core::Errc::ConnectionRefused);
        QTRY_COMPARE(answered.count(), 1);
        QVERIFY(people.error() && people.error()->code == core::Errc::ConnectionRefused);
        QCOMPARE(people.rowCount(), 0);
    }

    void withoutADirectoryNobodyIsAsked()
    {
        PeopleModel people(m_profile->reader(), *m_client);
        people.setText(u"yam"_s);
        QTest::qWait(350);
        QCOMPARE(m_engine->countAfter<ipc::SearchDirectory>(*m_client), 0);
    }
};

QTEST_GUILESS_MAIN(PeopleModelTest)
#include "tst_peoplemodel.moc"

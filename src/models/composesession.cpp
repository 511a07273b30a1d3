// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "composesession.h"

#include "addressfield.h"

#include <QFileInfo>
#include <QFuture>
#include <QLocale>
#include <QMimeDatabase>
#include <QPromise>
#include <QRegularExpression>
#include <QThreadPool>

#include <algorithm>

using namespace Qt::StringLiterals;
using core::Errc;

namespace models
{

namespace
{
/** On a pool thread. */
core::Result<core::DraftAttachment> readFile(const QString &path)
{
    const QFileInfo info(path);
    const QString name = info.fileName();
    if (!info.isFile()) // a pipe would keep us for ever
        return core::failure(Errc::StoreFailed, name);
    if (info.size() > ComposeSession::kAttachmentsLimit)
        return core::failure(Errc::MessageTooLarge, name);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return core::failure(Errc::StoreFailed, name, file.errorString().toUtf8());
    const QByteArray bytes = file.read(ComposeSession::kAttachmentsLimit + 1); // it may be growing
    if (file.error() != QFile::NoError)
        return core::failure(Errc::StoreFailed, name, file.errorString().toUtf8());
    return core::DraftAttachment{name, QMimeDatabase().mimeTypeForFileNameAndData(name, bytes).name(), bytes};
}
} // namespace

ComposeSession::ComposeSession(const store::Reader &reader, ipc::Client &client, QObject *parent)
    : QObject(parent)
    , m_reader(reader)
    , m_client(client)
{
    m_saveTimer.setSingleShot(true);
    connect(&m_saveTimer, &QTimer::timeout, this, &ComposeSession::save);
    connect(&client, &ipc::Client::ready, this, [this] {
        if (!findOutOutcome() && (m_dirty || m_inFile))
            save();
    });
}

void ComposeSession::setState(State state)
{
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged(state);
}

void ComposeSession::setDirty(bool dirty)
{
    if (std::exchange(m_dirty, dirty) != dirty)
        Q_EMIT dirtyChanged(dirty);
}

// --- how it begins

core::Address ComposeSession::selfOf(core::AccountId account) const
{
    const auto known = m_reader.account(account);
    return known ? core::Address{known->fullName, known->address} : core::Address{};
}

void ComposeSession::load(const core::Draft &draft)
{
    m_draft = draft;
    if (m_files && !m_draft.token.isEmpty())
        m_files->claim(m_draft.token, this);
    setDirty(false);
    setState(State::Editing);
    Q_EMIT loaded();
    Q_EMIT attachmentsChanged();
}

void ComposeSession::startNew(core::AccountId account, const core::AddressList &to)
{
    if (!account.isValid()) {
        const auto accounts = m_reader.accounts();
        account = accounts.isEmpty() ? core::AccountId{} : accounts.first().id;
    }
    m_pristine = core::Draft{.account = account, .from = selfOf(account), .to = to};
    load(*m_pristine);
}

void ComposeSession::startReply(const core::MessageKey &message, ipc::ReplyKind kind)
{
    setState(State::Loading);
    const ipc::BuildReply request{message, kind, replyTexts(message, kind)};
    m_client.call(request, this, [this](const core::Result<core::Draft> &draft) {
        if (draft) {
            m_pristine = *draft;
            load(*draft);
        } else {
            m_error = draft.error();
            setState(State::Failed);
        }
    });
}

void ComposeSession::openDraft(const core::Draft &draft, bool isInFile)
{
    m_pristine.reset();
    m_inFile = isInFile;
    load(draft);
    if (isInFile)
        save();
}

QStringList ComposeSession::replyTexts(const core::MessageKey &message, ipc::ReplyKind kind) const
{
    const auto summary = m_reader.find(message);
    QString when;
    if (summary && summary->date.isValid())
        //: A Qt date format: when the message was written that is answered or forwarded
        when = QLocale().toString(summary->date.toLocalTime(), tr("d MMMM yyyy, H:mm"));
    if (kind == ipc::ReplyKind::Forward)
        return {forwardHeading(), tr("From"), tr("Date"), tr("Subject"), tr("To"), tr("Cc"), when};
    if (!summary)
        return {};
    const QString who = summary->fromName.isEmpty() ? summary->fromAddress : summary->fromName;
    //: Above a quoted message. %1 is its date and time, %2 its author
    return {when.isEmpty() ? tr("%1 wrote:").arg(who) : tr("On %1, %2 wrote:").arg(when, who)};
}

QString ComposeSession::forwardHeading()
{
    return tr("-------- Forwarded message --------");
}

// --- writing

template <class T>
void ComposeSession::change(T core::Draft::*field, const T &value)
{
    if (m_state != State::Editing || m_draft.*field == value)
        return;
    m_draft.*field = value;
    ++m_revision;
    setDirty(true);
    startSaveTimer();
}

void ComposeSession::setAccount(core::AccountId account)
{
    change(&core::Draft::account, account);
    change(&core::Draft::from, selfOf(account));
}

void ComposeSession::setTo(const core::AddressList &to)
{
    change(&core::Draft::to, to);
}

void ComposeSession::setCc(const core::AddressList &cc)
{
    change(&core::Draft::cc, cc);
}

void ComposeSession::setBcc(const core::AddressList &bcc)
{
    change(&core::Draft::bcc, bcc);
}

void ComposeSession::setSubject(const QString &subject)
{
    QString line = subject;
    line.replace(u"\r\n"_s, u" "_s);
    for (QChar &c : line) {
        if (c == u'\r' || c == u'\n' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            c = u' ';
    }
    change(&core::Draft::subject, line);
}

void ComposeSession::setText(const QString &text)
{
    QString lines = text;
    lines.replace(u"\r\n"_s, u"\n"_s);
    for (QChar &c : lines) {
        if (c == u'\r' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            c = u'\n';
    }
    change(&core::Draft::text, lines);
}

// --- attachments

qint64 ComposeSession::attachedBytes() const
{
    qint64 sum = 0;
    for (const core::DraftAttachment &attachment : m_draft.attachments)
        sum += attachment.bytes.size();
    return sum;
}

void ComposeSession::attachFile(const QString &path)
{
    if (m_state != State::Editing)
        return;
    m_filesToRead.append(path);
    if (m_filesToRead.size() == 1)
        readNextFile();
}

void ComposeSession::readNextFile()
{
    const auto promise = std::make_shared<QPromise<core::Result<core::DraftAttachment>>>();
    promise->start();
    // One after the other, so that they stand in the order in which they were given.
    promise->future().then(
        this, [this](const core::Result<core::DraftAttachment> &attachment) { fileRead(attachment); });
    QThreadPool::globalInstance()->start([promise, path = m_filesToRead.first()] {
        promise->addResult(readFile(path));
        promise->finish();
    });
}

void ComposeSession::fileRead(const core::Result<core::DraftAttachment> &attachment)
{
    m_filesToRead.removeFirst();
    std::optional<core::Error> error;
    if (!attachment)
        error = attachment.error();
    else if (!append(*attachment))
        error = core::Error{Errc::MessageTooLarge, attachment->fileName, {}};
    if (error) {
        const bool wasSubmitting = m_state == State::Submitting;
        if (wasSubmitting) // not without what the person wanted to send
            setState(State::Editing);
        Q_EMIT attachmentFailed(*error);
        if (wasSubmitting)
            failSubmit(*error);
    }
    if (!m_filesToRead.isEmpty())
        readNextFile();
    else if (m_state == State::Submitting)
        sendWhenReady();
}

bool ComposeSession::append(const core::DraftAttachment &attachment)
{
    if (attachedBytes() + attachment.bytes.size() > kAttachmentsLimit)
        return false;
    m_draft.attachments.append(attachment);
    ++m_revision;
    setDirty(true);
    if (m_state == State::Editing)
        startSaveTimer();
    Q_EMIT attachmentsChanged();
    Q_EMIT attachmentAdded(int(m_draft.attachments.size()) - 1);
    return true;
}

bool ComposeSession::attachBytes(const QString &fileName, const QByteArray &bytes, const QString &mimeType)
{
    if (m_state != State::Editing)
        return false;
    const QString type
        = mimeType.isEmpty() ? QMimeDatabase().mimeTypeForFileNameAndData(fileName, bytes).name() : mimeType;
    if (append({fileName, type, bytes}))
        return true;
    Q_EMIT attachmentFailed({Errc::MessageTooLarge, fileName, {}});
    return false;
}

void ComposeSession::removeAttachment(int index)
{
    if (index < 0 || index >= m_draft.attachments.size())
        return;
    QList<core::DraftAttachment> fewer = m_draft.attachments;
    fewer.removeAt(index);
    change(&core::Draft::attachments, fewer);
    Q_EMIT attachmentsChanged();
}

// --- what it looks like

bool ComposeSession::isEmpty() const
{
    if (m_pristine) {
        core::Draft as = m_draft;
        as.id = m_pristine->id;
        as.token = m_pristine->token;
        as.account = m_pristine->account;
        as.from = m_pristine->from;
        if (as == *m_pristine)
            return true;
    }
    return m_draft.to.isEmpty() && m_draft.cc.isEmpty() && m_draft.bcc.isEmpty() && m_draft.attachments.isEmpty()
        && m_draft.subject.trimmed().isEmpty() && m_draft.text.trimmed().isEmpty() && m_filesToRead.isEmpty();
}

QStringList ComposeSession::badAddresses() const
{
    QStringList bad;
    for (const core::Address &address : m_draft.to + m_draft.cc + m_draft.bcc) {
        if (!isPlausibleAddress(address.address))
            bad.append(addressText(address));
    }
    return bad;
}

QList<ComposeSession::Concern> ComposeSession::concerns() const
{
    QList<Concern> found;
    if (!m_reader.account(m_draft.account))
        found.append(Concern::NoAccount);
    if (m_draft.to.isEmpty() && m_draft.cc.isEmpty() && m_draft.bcc.isEmpty())
        found.append(Concern::NoRecipients);
    if (!badAddresses().isEmpty())
        found.append(Concern::BadAddress);
    if (m_draft.subject.trimmed().isEmpty())
        found.append(Concern::EmptySubject);
    if (m_draft.attachments.isEmpty() && m_filesToRead.isEmpty() && mentionsAttachment(m_draft.text))
        found.append(Concern::AttachmentForgotten);
    return found;
}

bool ComposeSession::mentionsAttachment(const QString &text)
{
    static const QRegularExpression kWords(u"添付|添附|同封|別添|\\b(attach(ed|ing|ments?)?|enclos(ed|ing|ures?))\\b"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    const QString heading = forwardHeading();
    for (const QStringView line : QStringTokenizer(text, u'\n')) {
        if (line == "-- "_L1 || line.trimmed() == heading)
            return false; // below are a signature or somebody else's words
        if (!line.trimmed().startsWith(u'>') && kWords.matchView(line).hasMatch())
            return true;
    }
    return false;
}

} // namespace models

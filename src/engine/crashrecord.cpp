// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "crashrecord.h"

#include "core/log.h"

#include <QCryptographicHash>

#include <cstring>

using namespace Qt::StringLiterals;

namespace engine
{

namespace
{
constexpr int kSlots = 64; ///< more are never under way at once, beside what is set aside
constexpr int kHead = 64; ///< bytes
constexpr int kName = 250;
constexpr uchar kPatience = 2; ///< deaths

/** Another version may have mended what killed this one. */
QByteArray head()
{
    return QByteArray("hikyaku under-way 1 " HIKYAKU_VERSION "\n").leftJustified(kHead, '\0', true);
}
} // namespace

struct CrashRecord::Slot {
    enum State : uchar { Free, UnderWay, Suspect };
    uchar state;
    uchar deaths;
    uchar length;
    char name[kName];

    QByteArray what() const { return {name, qMin<qsizetype>(length, kName)}; }
};

CrashRecord::CrashRecord(const QString &path)
    : m_file(path)
{
    constexpr qint64 size = kHead + kSlots * qint64(sizeof(Slot));
    constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
    if (!m_file.open(QIODevice::ReadWrite, ownerOnly))
        return;
    m_file.setPermissions(ownerOnly);
    const bool isOurs = m_file.size() == size && m_file.peek(kHead) == head();
    // Written, not only made longer: a page without room on the disk would kill us when it is used.
    if (!isOurs && (!m_file.resize(0) || m_file.write(head().leftJustified(size, '\0')) != size || !m_file.flush()))
        return;
    m_map = m_file.map(0, size);
    for (int i = 0; m_map && i < kSlots; ++i) {
        Slot &one = slot(i);
        if (one.state != Slot::UnderWay)
            continue;
        one.state = Slot::Suspect;
        one.deaths = uchar(qMin(one.deaths + 1, 255));
        qCWarning(core::lcEngine) << "the last engine died over" << one.what() << "deaths:" << int(one.deaths);
    }
}

CrashRecord::~CrashRecord() = default;

CrashRecord::Slot &CrashRecord::slot(int index) const
{
    return reinterpret_cast<Slot *>(m_map + kHead)[index];
}

int CrashRecord::find(const QByteArray &what) const
{
    for (int i = 0; i < kSlots; ++i) {
        if (slot(i).state != Slot::Free && slot(i).what() == what)
            return i;
    }
    return -1;
}

/** An empty one, else that of a suspect that is not set aside; -1: all are in use. */
int CrashRecord::freeSlot() const
{
    int best = -1;
    for (int i = 0; i < kSlots; ++i) {
        if (slot(i).state == Slot::Free)
            return i;
        if (slot(i).state == Slot::Suspect && slot(i).deaths < kPatience)
            best = i;
    }
    return best;
}

core::Result<CrashRecord::Entry> CrashRecord::begin(const QByteArray &what, const QString &context)
{
    if (!m_map)
        return Entry(nullptr, 0);
    const QByteArray name = what.size() <= kName
        ? what
        : what.first(kName / 2) + QCryptographicHash::hash(what, QCryptographicHash::Sha256).toHex();
    int index = find(name);
    if (index >= 0 && slot(index).state == Slot::Suspect && slot(index).deaths >= kPatience)
        return core::failure(core::Errc::SetAside, context);
    if (index < 0) {
        index = freeSlot();
        if (index < 0)
            return Entry(nullptr, 0);
        Slot &fresh = slot(index);
        fresh.deaths = 0;
        fresh.length = uchar(name.size());
        std::memcpy(fresh.name, name.constData(), size_t(name.size()));
    }
    slot(index).state = Slot::UnderWay;
    ++m_users[index];
    return Entry(this, index);
}

core::Result<CrashRecord::Entry> CrashRecord::beginMailbox(
    core::AccountId account, const QByteArray &rawName, const QString &name)
{
    return begin("mailbox " + QByteArray::number(account.value()) + ' ' + rawName, name);
}

core::Result<CrashRecord::Entry> CrashRecord::beginMessage(const core::MessageKey &key)
{
    return begin("message " + key.toString().toUtf8(), key.toString());
}

core::Result<CrashRecord::Entry> CrashRecord::beginAction(core::ActionId action, const QString &context)
{
    return begin("action " + QByteArray::number(action.value()), context);
}

void CrashRecord::end(int index)
{
    if (--m_users[index] > 0)
        return;
    m_users.remove(index);
    slot(index).state = Slot::Free;
}

CrashRecord::Entry::~Entry()
{
    if (m_record)
        m_record->end(m_slot);
}

void CrashRecord::Entry::stepForward()
{
    if (m_record)
        m_record->slot(m_slot).deaths = 0;
}

} // namespace engine

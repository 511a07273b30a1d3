// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "notices.h"

#include "ui/shared/errorwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using Weight = ui::Notice::Weight;

namespace ui
{

namespace
{
constexpr qsizetype kAuthors = 3;
constexpr qsizetype kLongestName = 100;

class NoticeText
{
    Q_DECLARE_TR_FUNCTIONS(ui::Notices)

public:
    static Notice of(const QString &code, const core::Document &document);
    static QString spoof(const core::AddressList &authors);
    static Notice quiet(const core::Document &document);
};

QString NoticeText::spoof(const core::AddressList &authors)
{
    QStringList addresses;
    for (const core::Address &author : authors.first(std::min<qsizetype>(authors.size(), kAuthors)))
        addresses.append(author.address);
    const QString real = addresses.join(u", "_s);
    const QString claimed = authors.value(0).name.left(kLongestName);
    if (real.isEmpty())
        return tr("It names no sender who could be answered.");
    return claimed.isEmpty() ? tr("Its address is %1").arg(real)
                             : tr("It calls itself “%1”, but its address is %2").arg(claimed, real);
}

Notice NoticeText::of(const QString &code, const core::Document &document)
{
    if (code == "from-spoof"_L1)
        return {
            Weight::Danger, tr("The sender of this message may not be who it seems."), spoof(document.envelope.from)};
    if (code == "broken-mime"_L1)
        return {Weight::Warning, tr("This message is damaged. What could be read is shown."), {}};
    if (code == "too-deep"_L1)
        return {Weight::Warning,
            tr("This message holds messages inside messages, too many levels deep. The innermost are not shown."), {}};
    if (code == "unknown-charset"_L1)
        return {Weight::Warning, tr("Some characters may be wrong: the message does not say how it is encoded."), {}};
    return {Weight::Warning, tr("Something about this message is unusual."), code};
}

Notice NoticeText::quiet(const core::Document &document)
{
    QStringList parts;
    if (document.textFromHtml)
        parts.append(tr("Shown as text. The sender formatted this message as a web page."));
    if (document.remoteReferences > 0)
        parts.append(tr("%Ln item(s) on the internet were not loaded.", nullptr, document.remoteReferences));
    return {Weight::Quiet, sentences(parts), {}};
}
} // namespace

QList<Notice> noticesFor(const core::Document &document)
{
    QList<Notice> notices;
    for (const core::Warning &warning : document.warnings) {
        const Notice notice = NoticeText::of(warning.code, document);
        if (!notices.contains(notice))
            notices.append(notice);
    }
    if (const Notice quiet = NoticeText::quiet(document); !quiet.text.isEmpty())
        notices.append(quiet);
    std::stable_sort(notices.begin(), notices.end(),
        [](const Notice &one, const Notice &other) { return one.weight > other.weight; });
    return notices;
}

} // namespace ui

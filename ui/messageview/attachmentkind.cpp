// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "attachmentkind.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{
bool isOneOf(QStringView suffix, QStringView words)
{
    return !suffix.isEmpty() && words.split(u' ').contains(suffix);
}

QString suffixOf(const core::Attachment &attachment)
{
    // Windows ignores dots and blanks at the end; a name for it may be meant to fool people.
    QString name = attachment.fileName;
    while (name.endsWith(u'.') || name.endsWith(u' '))
        name.chop(1);
    return QFileInfo(name).suffix().toLower();
}
} // namespace

Opening openingOf(const core::Attachment &attachment)
{
    static constexpr QStringView programs
        = u"exe com scr pif bat cmd msi msp mst cpl dll hta inf ins isp jar js jse lnk mde msc ps1 ps1xml psc1 reg scf "
          u"sct shb shs url vb vbe vbs ws wsc wsf wsh desktop sh bash zsh csh run bin appimage deb rpm flatpakref py "
          u"pl rb "
          u"php app command workflow action jnlp iso img vhd vhdx dmg pkg xpi application appref-ms gadget chm hlp "
          u"library-ms search-ms settingcontent-ms website webloc";
    static constexpr QStringView quiet
        = u"txt csv tsv log png jpg jpeg gif webp bmp tif tiff heic avif pdf mp3 ogg oga opus "
          u"flac wav m4a mp4 webm mkv mov ics vcf";
    const QString suffix = suffixOf(attachment);
    if (isOneOf(suffix, programs))
        return Opening::Never;
    return isOneOf(suffix, quiet) ? Opening::Direct : Opening::Ask;
}

const char *attachmentIcon(const core::Attachment &attachment)
{
    if (openingOf(attachment) == Opening::Never)
        return "file-danger";
    const QString &type = attachment.mimeType;
    if (type.startsWith("image/"_L1))
        return "file-image";
    if (type.startsWith("audio/"_L1) || type.startsWith("video/"_L1))
        return "file-audio";
    if (type == "text/calendar"_L1)
        return "calendar";
    if (type.startsWith("message/"_L1))
        return "mail";
    if (isOneOf(suffixOf(attachment), u"zip 7z rar tar gz tgz bz2 xz zst lzh"))
        return "file-archive";
    if (type.startsWith("text/"_L1) || isOneOf(suffixOf(attachment), u"pdf doc docx odt rtf xls xlsx ods ppt pptx odp"))
        return "file-text";
    return "file";
}

QString freeName(const QString &folder, const QString &fileName)
{
    const QDir directory(folder);
    const QString wanted = fileName.isEmpty() ? u"attachment"_s : fileName;
    if (!directory.exists(wanted))
        return directory.filePath(wanted);
    const qsizetype dot = wanted.lastIndexOf(u'.');
    const QString base = dot > 0 ? wanted.first(dot) : wanted;
    const QString suffix = dot > 0 ? wanted.sliced(dot) : QString();
    for (int number = 2;; ++number) {
        const QString name = u"%1 (%2)%3"_s.arg(base).arg(number).arg(suffix);
        if (!directory.exists(name))
            return directory.filePath(name);
    }
}

} // namespace ui

// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/error.h"

#include <QWidget>

class QPlainTextEdit;
class QStackedWidget;

namespace ui
{

class QuietPage;

/** The raw bytes of one message in a window of its own, with all headers. */
class SourceWindow : public QWidget
{
    Q_OBJECT

public:
    explicit SourceWindow(const QString &subject, QWidget *parent = nullptr);

    void setSource(const core::Result<QByteArray> &raw);

    /** Readable bytes: UTF-8 where it is, else Latin-1; control characters as their pictures. */
    static QString readable(const QByteArray &raw);

private:
    void save();

    QByteArray m_raw;
    QString m_subject;
    QStackedWidget *m_stack;
    QPlainTextEdit *m_text;
    QuietPage *m_nothing;
};

} // namespace ui

// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "providers/providertable.h"
#include "ui/shared/messagebar.h"

namespace ui
{

/** What a provider wants done before one can sign in, with the page where it is done. Hidden where it wants nothing. */
class ProviderNotice : public MessageBar
{
    Q_OBJECT

public:
    explicit ProviderNotice(QWidget *parent = nullptr);

    void setProvider(const providers::Provider *provider); ///< null: an unknown one
    static QString inThisLanguage(const providers::Provider::Words &words);
    /** One sentence for each thing to know; empty when there is nothing. */
    static QString words(const providers::Provider &provider);

private:
    QPushButton *m_open;
    QUrl m_page;
};

} // namespace ui

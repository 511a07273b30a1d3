// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/peoplemodel.h"

#include <QCompleter>

namespace ui
{

class AddressInput;

/**
 * The list of people below an address field. The keys are those of every completion: Down into it, Enter takes, Escape
 * closes it. The first row is chosen from the start, so that Enter takes it; who types on is never interrupted.
 */
class PeopleCompleter : public QCompleter
{
    Q_OBJECT

public:
    /** Both must outlive it. */
    PeopleCompleter(models::PeopleModel *people, AddressInput *input);

Q_SIGNALS:
    void taken(const core::Address &address);

private:
    void offer();

    models::PeopleModel *m_people;
    AddressInput *m_input;
};

} // namespace ui

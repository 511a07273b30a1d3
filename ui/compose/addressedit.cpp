// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "addressedit.h"

#include "addresschip.h"
#include "peoplecompleter.h"
#include "ui/shared/flowlayout.h"
#include "ui/shared/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>

using namespace Qt::StringLiterals;

namespace ui
{

// --- where one types

QSize AddressInput::sizeHint() const
{
    return {120, fontMetrics().height() + 6};
}

bool AddressInput::paste()
{
    const QString text = QGuiApplication::clipboard()->text();
    if (text.isEmpty())
        return false;
    Q_EMIT pasted(text);
    return true;
}

void AddressInput::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Paste) && paste())
        return;
    if (m_isComposing)
        return QLineEdit::keyPressEvent(event);
    const bool isAtBegin = cursorPosition() == 0 && !hasSelectedText();
    const bool isPlain = !(event->modifiers() & ~Qt::KeypadModifier);
    if (isPlain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        if (m_offer && m_offer->isVisible())
            return event->ignore();
        Q_EMIT commitRequested();
        return;
    }
    if (isPlain && isAtBegin && (event->key() == Qt::Key_Backspace || event->key() == Qt::Key_Left)) {
        Q_EMIT backRequested(event->key() == Qt::Key_Backspace);
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void AddressInput::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu *menu = createStandardContextMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction *action : menu->actions()) {
        if (action->objectName() == "edit-paste"_L1) {
            action->disconnect();
            connect(action, &QAction::triggered, this, &AddressInput::paste);
        }
    }
    menu->popup(event->globalPos());
}

void AddressInput::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        Q_EMIT commitRequested();
}

void AddressInput::inputMethodEvent(QInputMethodEvent *event)
{
    // Set first: the text may be taken while the event is at work.
    const bool wasComposing = std::exchange(m_isComposing, !event->preeditString().isEmpty());
    if (m_isComposing && !wasComposing)
        Q_EMIT conversionBegun();
    QLineEdit::inputMethodEvent(event);
}

// --- the field

AddressEdit::AddressEdit(QWidget *parent)
    : QWidget(parent)
    , m_flow(new FlowLayout(space::tiny, true, this))
    , m_input(new AddressInput)
{
    m_input->setProperty("frameless", true);
    m_input->setFrame(false);
    m_input->setInputMethodHints(Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    m_flow->insertWidget(0, m_input);
    setFocusProxy(m_input);
    setCursor(Qt::IBeamCursor);
    connect(m_input, &QLineEdit::textEdited, this, &AddressEdit::typed);
    connect(m_input, &AddressInput::commitRequested, this, &AddressEdit::commit);
    connect(m_input, &AddressInput::pasted, this, [this](const QString &text) {
        m_input->insert(QString(text).replace(u'\n', u';').remove(u'\r'));
        const auto typedNow = models::splitAddresses(m_input->text());
        // One word may still be a beginning; of an address or several nothing is missing.
        if (typedNow.size() > 1 || (typedNow.size() == 1 && typedNow.first().isPlausible))
            commit();
        Q_EMIT changed();
    });
    connect(m_input, &AddressInput::backRequested, this, [this](bool takeApart) {
        if (m_chips.isEmpty())
            return;
        if (takeApart)
            edit(m_chips.last());
        else
            m_chips.last()->setFocus(Qt::OtherFocusReason);
    });
}

AddressEdit::~AddressEdit()
{
    m_input->disconnect(this); // it loses the focus after us, and would have us take what is typed
}

void AddressEdit::setAddresses(const core::AddressList &addresses)
{
    for (AddressChip *chip : std::exchange(m_chips, {}))
        chip->deleteLater();
    while (m_flow->count() > 1)
        delete m_flow->takeAt(0);
    m_input->clear();
    for (const core::Address &address : addresses)
        insert(m_chips.size(), {models::addressText(address), address, models::isPlausibleAddress(address.address)});
}

core::AddressList AddressEdit::addresses() const
{
    core::AddressList list;
    for (const AddressChip *chip : m_chips)
        list.append(chip->address().address);
    return list + models::addressesOf(m_input->text());
}

bool AddressEdit::isEmpty() const
{
    return m_chips.isEmpty() && m_input->text().trimmed().isEmpty();
}

void AddressEdit::commit()
{
    const auto addresses = models::splitAddresses(m_input->text());
    m_input->clear();
    add(addresses);
}

void AddressEdit::completeFrom(models::PeopleModel *people)
{
    m_people = people;
    auto *completer = new PeopleCompleter(people, m_input);
    connect(completer, &PeopleCompleter::taken, this, [this](const core::Address &address) {
        m_input->clear();
        askAbout({});
        add({{models::addressText(address), address, models::isPlausibleAddress(address.address)}});
    });
    connect(m_input, &QLineEdit::textChanged, this, &AddressEdit::askAbout);
    // The list would be in the way of the candidates, and take their keys.
    connect(m_input, &AddressInput::conversionBegun, this, [this] { askAbout({}); });
}

/** Who is being typed; an address that is whole needs no help. */
void AddressEdit::askAbout(const QString &text)
{
    const QString word = text.trimmed();
    const auto whole = models::splitAddresses(word);
    const bool isWhole = whole.size() == 1 && whole.first().isPlausible && word.endsWith(u'>');
    m_people->setText(m_input->hasFocus() && !isWhole && !m_input->isComposing() ? word : QString());
}

/** What stands before a separator is complete; quotes and brackets are the splitter's business. */
void AddressEdit::typed(const QString &text)
{
    if (m_input->isComposing())
        return Q_EMIT changed(); // clearing the field would throw away what is being converted
    auto parts = models::splitAddresses(text);
    if (text.count(u'"') % 2 != 0)
        return Q_EMIT changed(); // a comma in a name that is still being quoted
    const bool endsComplete = !parts.isEmpty() && models::splitAddresses(text + u'x').size() > parts.size();
    if (endsComplete) {
        m_input->clear();
        add(parts);
    } else if (parts.size() > 1) {
        const models::TypedAddress last = parts.takeLast();
        m_input->setText(last.text);
        add(parts);
    } else {
        Q_EMIT changed();
    }
}

void AddressEdit::add(const QList<models::TypedAddress> &addresses)
{
    if (addresses.isEmpty())
        return;
    for (const models::TypedAddress &address : addresses)
        insert(m_chips.size(), address);
    Q_EMIT changed();
}

void AddressEdit::insert(qsizetype index, const models::TypedAddress &address)
{
    auto *chip = new AddressChip(address, this);
    m_chips.insert(index, chip);
    m_flow->insertWidget(int(index), chip);
    chip->show();
    connect(chip, &AddressChip::removeRequested, this, [this, chip] { remove(chip); });
    connect(chip, &AddressChip::editRequested, this, [this, chip] { edit(chip); });
    connect(chip, &AddressChip::moveRequested, this, [this, chip](int step) { move(chip, step); });
    updateGeometry();
}

void AddressEdit::remove(AddressChip *chip)
{
    const qsizetype index = m_chips.indexOf(chip);
    if (index < 0)
        return;
    m_chips.removeAt(index);
    delete m_flow->takeAt(int(index));
    chip->hide();
    chip->deleteLater();
    QWidget *next = index < m_chips.size() ? static_cast<QWidget *>(m_chips.at(index)) : m_input;
    next->setFocus(Qt::OtherFocusReason);
    updateGeometry();
    Q_EMIT changed();
}

void AddressEdit::edit(AddressChip *chip)
{
    commit(); // what is typed already
    const QString text = chip->address().text;
    remove(chip);
    m_input->setText(text);
    m_input->setFocus(Qt::OtherFocusReason);
    Q_EMIT changed();
}

void AddressEdit::move(AddressChip *chip, int step)
{
    const qsizetype target = m_chips.indexOf(chip) + step;
    if (target < 0)
        return;
    if (target < m_chips.size()) {
        m_chips.at(target)->setFocus(Qt::OtherFocusReason);
    } else {
        m_input->setFocus(Qt::OtherFocusReason);
        m_input->setCursorPosition(0);
    }
}

void AddressEdit::mousePressEvent(QMouseEvent *)
{
    m_input->setFocus(Qt::MouseFocusReason);
}

} // namespace ui

// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "icons.h"

#include "theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace ui
{

namespace
{

class LineIconEngine : public QIconEngine
{
public:
    LineIconEngine(QByteArray svg, QString name, std::optional<QColor> color)
        : m_svg(std::move(svg))
        , m_name(std::move(name))
        , m_color(color)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        QSvgRenderer renderer(QByteArray(m_svg).replace("currentColor", colorFor(mode).name().toLatin1()));
        renderer.render(painter, rect);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }

    /** `asked` in the units of widgets (since Qt 6.8). */
    QPixmap scaledPixmap(const QSize &asked, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        const QSize size = asked * scale;
        const QString key = u"hikyaku-icon/%1/%2x%3/%4"_s.arg(
            m_name, QString::number(size.width()), QString::number(size.height()), colorFor(mode).name());
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect({}, size), mode, state);
        painter.end();
        pixmap.setDevicePixelRatio(scale);
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QIconEngine *clone() const override { return new LineIconEngine(m_svg, m_name, m_color); }

private:
    QColor colorFor(QIcon::Mode mode) const
    {
        const Theme &theme = Theme::current();
        if (m_color)
            return *m_color;
        switch (mode) {
        case QIcon::Disabled:
            return theme.isDark ? theme.secondary.darker(140) : theme.secondary.lighter(150);
        case QIcon::Selected:
            return theme.onAccent;
        case QIcon::Normal:
        case QIcon::Active:
            break;
        }
        return theme.text;
    }

    QByteArray m_svg;
    QString m_name;
    std::optional<QColor> m_color;
};

QIcon lineIcon(const char *name, std::optional<QColor> color)
{
    QFile file(u":/hikyaku/icons/%1.svg"_s.arg(QLatin1StringView(name)));
    if (!file.open(QIODevice::ReadOnly)) {
        Q_ASSERT_X(false, "ui::icon", name);
        return {};
    }
    return QIcon(new LineIconEngine(file.readAll(), QString::fromLatin1(name), color));
}

} // namespace

QIcon icon(const char *name)
{
    return lineIcon(name, std::nullopt);
}

QIcon icon(const char *name, const QColor &color)
{
    return lineIcon(name, color);
}

void paintIcon(QPainter &painter, const QRect &rect, const char *name, const QColor &color)
{
    const qreal ratio = painter.device()->devicePixelRatio();
    const QSize size = rect.size() * ratio;
    const QString key = u"hikyaku-painted/%1/%2x%3/%4"_s.arg(
        QLatin1StringView(name), QString::number(size.width()), QString::number(size.height()), color.name());
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = icon(name, color).pixmap(rect.size(), ratio);
        QPixmapCache::insert(key, pixmap);
    }
    painter.drawPixmap(rect, pixmap);
}

QIcon appIcon()
{
    // Not by its file name: that would need Qt's plug-in for SVG icons.
    QFile file(u":/hikyaku/hikyaku.svg"_s);
    return file.open(QIODevice::ReadOnly) ? QIcon(new LineIconEngine(file.readAll(), u"hikyaku"_s, std::nullopt))
                                          : QIcon();
}

} // namespace ui

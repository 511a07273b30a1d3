// SPDX-FileCopyrightText: 2026 The Hikyaku developers
// SPDX-License-Identifier: GPL-3.0-or-later

/**
 * For `./dev tsan` only. Debian's Qt is not built for ThreadSanitizer: it does not see that a call posted to another
 * thread happens before it is carried out there, and takes every handing over for a race. All handing over of ours is
 * QMetaObject::invokeMethod with a function, and a function given to QThreadPool::start when a thread of the pool waits
 * for one (a new thread is seen); so that is what is told here, and nothing more.
 */
#if defined(__SANITIZE_THREAD__)

#include <QObject>
#include <QThreadPool>

#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>

// NOLINTBEGIN: the mangled name of an overload that is private to QMetaObject
#define INVOKE                                                                                                         \
    "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeExPKPKvPKPKcPKPKNS" \
    "2_"                                                                                                               \
    "18QMetaTypeInterfaceE"
// NOLINTEND

extern "C" bool hikyakuInvoke(void *object, void *slot, Qt::ConnectionType type, qsizetype count, const void *params,
    const void *names, const void *metaTypes) asm(INVOKE);

bool hikyakuInvoke(void *object, void *slot, Qt::ConnectionType type, qsizetype count, const void *params,
    const void *names, const void *metaTypes)
{
    using Invoke = decltype(&hikyakuInvoke);
    static const auto real = reinterpret_cast<Invoke>(dlsym(RTLD_NEXT, INVOKE));
    __tsan_release(object);
    const bool done = real(object, slot, type, count, params, names, metaTypes);
    if (type == Qt::BlockingQueuedConnection)
        __tsan_acquire(object);
    return done;
}

#define START "_ZN11QThreadPool5startEP9QRunnablei"

namespace
{
class Told final : public QRunnable
{
public:
    explicit Told(QRunnable *task)
        : m_task(task)
    {
    }
    /** Not watched itself: it reads its member before it can tell. */
    __attribute__((no_sanitize("thread"))) void run() override
    {
        __tsan_acquire(m_task);
        const bool isOurs = m_task->autoDelete();
        m_task->run();
        if (isOurs)
            delete m_task;
    }

private:
    QRunnable *m_task;
};
} // namespace

extern "C" void hikyakuStart(QThreadPool *pool, QRunnable *task, int priority) asm(START);

void hikyakuStart(QThreadPool *pool, QRunnable *task, int priority)
{
    using Start = decltype(&hikyakuStart);
    static const auto real = reinterpret_cast<Start>(dlsym(RTLD_NEXT, START));
    __tsan_release(task);
    real(pool, new Told(task), priority);
}

namespace
{
/** Before an event is delivered, on the thread of its receiver. */
bool aboutToDeliver(void **data)
{
    __tsan_acquire(data[0]); // the QObject
    __tsan_release(data[0]);
    return false;
}

const bool registered = QInternal::registerCallback(QInternal::EventNotifyCallback, aboutToDeliver);
} // namespace

#endif

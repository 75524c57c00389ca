//! Functions as Lambda runs them: a queue of invocations, and instances that take one at a time.
//!
//! [`Pool`] is what callers and the Runtime API see; [`instance`] keeps the processes alive. The rules are
//! Lambda's: an instance that is still busy at the deadline is killed, one that dies is replaced, and the caller
//! is told so; nothing is retried on its behalf.

mod instance;
mod spawner;

pub(crate) use instance::{Program, supervise};
pub(crate) use spawner::Spawner;

use axum::body::Bytes;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Notify, mpsc, oneshot, watch};

/// Invocations that may wait for an instance; beyond that the caller is told to come back.
const QUEUE_LENGTH: usize = 1_000;

/// A function and the instances that serve it.
pub(crate) struct Pool {
    /// The function's name.
    pub(crate) name: String,
    /// How long an invocation may take.
    timeout: Duration,
    queue: mpsc::Sender<Invocation>,
    waiting: tokio::sync::Mutex<mpsc::Receiver<Invocation>>,
    instances: Vec<Instance>,
}

/// What an invocation came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The function's reply.
    Reply(Bytes),
    /// The function reported an error.
    Failed,
    /// The instance died.
    Crashed,
    /// The instance was killed at the deadline.
    TimedOut,
}

/// All instances are busy, and so is the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Throttled;

/// The request id is not that of the instance's running invocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct UnknownRequest;

/// An invocation as an instance gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Handed {
    /// Names the invocation.
    pub(crate) request_id: String,
    /// When it must be done, in milliseconds since the Unix epoch.
    pub(crate) deadline_ms: i64,
    /// The event, as JSON.
    pub(crate) event: Bytes,
}

struct Invocation {
    event: Bytes,
    reply: oneshot::Sender<Outcome>,
}

/// A place for a process of the function.
struct Instance {
    running: Mutex<Option<Running>>,
    /// Counts the processes that have lived here; a change ends what the last one was waiting for.
    life: watch::Sender<u64>,
    kill: Notify,
    started: Mutex<Option<Instant>>,
    /// From the process's start to its first `/next`; `None` until then.
    ready_after: watch::Sender<Option<Duration>>,
    pid: Mutex<Option<u32>>,
}

struct Running {
    request_id: String,
    reply: oneshot::Sender<Outcome>,
}

impl Pool {
    /// Makes a function with places for `n_instances` processes.
    pub(crate) fn new(name: &str, timeout: Duration, n_instances: usize) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE_LENGTH);
        let instances = (0..n_instances).map(|_| Instance::new()).collect();
        Pool {
            name: name.to_owned(),
            timeout,
            queue,
            waiting: tokio::sync::Mutex::new(waiting),
            instances,
        }
    }

    /// Runs the function once and returns what it came to.
    ///
    /// # Errors
    /// [`Throttled`] without having run it.
    pub(crate) async fn invoke(&self, event: Bytes) -> Result<Outcome, Throttled> {
        let (reply, outcome) = oneshot::channel();
        self.queue.try_send(Invocation { event, reply }).map_err(|_| Throttled)?;
        Ok(outcome.await.unwrap_or(Outcome::Crashed))
    }

    /// Returns how many instances there are.
    pub(crate) fn n_instances(&self) -> usize {
        self.instances.len()
    }

    /// Waits until every instance has asked for its first invocation. Returns the longest time from a process's
    /// start to that.
    pub(crate) async fn ready(&self) -> Duration {
        let mut longest = Duration::ZERO;
        for instance in &self.instances {
            let mut ready_after = instance.ready_after.subscribe();
            if let Ok(after) = ready_after.wait_for(Option::is_some).await {
                longest = longest.max(after.unwrap_or_default());
            }
        }
        longest
    }

    /// Returns the processes that are running.
    pub(crate) fn pids(&self) -> Vec<u32> {
        self.instances.iter().filter_map(|instance| *lock(&instance.pid)).collect()
    }

    /// Hands the next invocation to an instance, as soon as there is one. `None` if the instance's process is
    /// replaced meanwhile, or there is no such instance.
    pub(crate) async fn next(self: &std::sync::Arc<Self>, index: usize) -> Option<Handed> {
        let instance = self.instances.get(index)?;
        instance.note_ready();
        // A process that asks again has given up on what it had.
        instance.finish(Outcome::Crashed);
        let mut life = instance.life.subscribe();
        let invocation = tokio::select! {
            biased;
            _ = life.changed() => return None,
            invocation = async { self.waiting.lock().await.recv().await } => invocation?,
        };
        let request_id = uuid::Uuid::new_v4().to_string();
        let running = Running { request_id: request_id.clone(), reply: invocation.reply };
        *lock(&instance.running) = Some(running);
        let timeout_ms = i64::try_from(self.timeout.as_millis()).unwrap_or(i64::MAX);
        let deadline_ms = jiff::Timestamp::now().as_millisecond().saturating_add(timeout_ms);
        tokio::spawn({
            let (pool, request_id) = (std::sync::Arc::clone(self), request_id.clone());
            async move {
                tokio::time::sleep(pool.timeout).await;
                pool.enforce_deadline(index, &request_id);
            }
        });
        Some(Handed { request_id, deadline_ms, event: invocation.event })
    }

    /// Ends an instance's running invocation.
    ///
    /// # Errors
    /// [`UnknownRequest`] if it is another one, or none.
    pub(crate) fn complete(
        &self,
        index: usize,
        request_id: &str,
        outcome: Outcome,
    ) -> Result<(), UnknownRequest> {
        let instance = self.instances.get(index).ok_or(UnknownRequest)?;
        if instance.finish_request(request_id, outcome) { Ok(()) } else { Err(UnknownRequest) }
    }

    fn enforce_deadline(&self, index: usize, request_id: &str) {
        let Some(instance) = self.instances.get(index) else { return };
        if instance.finish_request(request_id, Outcome::TimedOut) {
            tracing::warn!(function = self.name, instance = index, "killed at its deadline");
            instance.kill.notify_one();
        }
    }
}

impl Instance {
    fn new() -> Self {
        Instance {
            running: Mutex::default(),
            life: watch::Sender::new(0),
            kill: Notify::new(),
            started: Mutex::default(),
            ready_after: watch::Sender::new(None),
            pid: Mutex::default(),
        }
    }

    fn note_started(&self) {
        *lock(&self.started) = Some(Instant::now());
    }

    fn note_ready(&self) {
        if let Some(started) = lock(&self.started).take() {
            self.ready_after.send_replace(Some(started.elapsed()));
        }
    }

    /// The process is gone: its invocation has crashed, and nothing may be handed to it any more.
    fn note_died(&self) {
        *lock(&self.pid) = None;
        self.life.send_modify(|life| *life += 1);
        self.finish(Outcome::Crashed);
    }

    fn finish(&self, outcome: Outcome) {
        if let Some(running) = lock(&self.running).take() {
            let _ = running.reply.send(outcome);
        }
    }

    fn finish_request(&self, request_id: &str, outcome: Outcome) -> bool {
        let mut place = lock(&self.running);
        let running = place.take_if(|running| running.request_id == request_id);
        drop(place);
        // A caller that has gone away does not mind that nobody answers it.
        running.map(|running| running.reply.send(outcome)).is_some()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Pool, Throttled, UnknownRequest};
    use std::sync::Arc;
    use std::time::Duration;

    fn pool(n_instances: usize) -> Arc<Pool> {
        Arc::new(Pool::new("intake", Duration::from_secs(10), n_instances))
    }

    fn invoke(
        pool: &Arc<Pool>,
        event: &'static str,
    ) -> tokio::task::JoinHandle<Result<Outcome, Throttled>> {
        let pool = Arc::clone(pool);
        tokio::spawn(async move { pool.invoke(event.into()).await })
    }

    #[tokio::test]
    async fn an_invocation_gets_the_reply_of_the_instance_that_took_it() {
        let pool = pool(2);
        let caller = invoke(&pool, "{}");
        let handed = pool.next(1).await.unwrap();
        assert_eq!(handed.event, "{}");
        let reply = Outcome::Reply("1".into());
        assert_eq!(pool.complete(0, &handed.request_id, reply.clone()), Err(UnknownRequest));
        assert_eq!(pool.complete(1, "another", reply.clone()), Err(UnknownRequest));
        assert_eq!(pool.complete(1, &handed.request_id, reply.clone()), Ok(()));
        assert_eq!(pool.complete(1, &handed.request_id, reply.clone()), Err(UnknownRequest));
        assert_eq!(caller.await.unwrap(), Ok(reply));
    }

    #[tokio::test]
    async fn a_death_is_told_to_the_caller_and_takes_nothing_more() {
        let pool = pool(1);
        let caller = invoke(&pool, "{}");
        pool.next(0).await.unwrap();
        pool.instances[0].note_died();
        assert_eq!(caller.await.unwrap(), Ok(Outcome::Crashed));
        let waiting = tokio::spawn({
            let pool = Arc::clone(&pool);
            async move { pool.next(0).await }
        });
        // The waiting process dies before anything comes for it; what comes then waits for its successor.
        while pool.instances[0].life.receiver_count() == 0 {
            tokio::task::yield_now().await;
        }
        pool.instances[0].note_died();
        assert_eq!(waiting.await.unwrap(), None);
        let caller = invoke(&pool, "later");
        let handed = pool.next(0).await.unwrap();
        pool.complete(0, &handed.request_id, Outcome::Failed).unwrap();
        assert_eq!(caller.await.unwrap(), Ok(Outcome::Failed));
    }

    #[tokio::test]
    async fn the_deadline_is_real() {
        let pool = Arc::new(Pool::new("intake", Duration::from_millis(20), 1));
        let caller = invoke(&pool, "{}");
        let handed = pool.next(0).await.unwrap();
        assert_eq!(caller.await.unwrap(), Ok(Outcome::TimedOut));
        let late = pool.complete(0, &handed.request_id, Outcome::Reply("{}".into()));
        assert_eq!(late, Err(UnknownRequest));
        // The permission to kill is there for the supervisor to find.
        pool.instances[0].kill.notified().await;
    }

    #[tokio::test]
    async fn a_full_queue_is_said_at_once() {
        let pool = pool(1);
        let callers: Vec<_> = (0..super::QUEUE_LENGTH).map(|_| invoke(&pool, "{}")).collect();
        while pool.queue.capacity() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(pool.invoke("{}".into()).await, Err(Throttled));
        drop(callers);
    }
}

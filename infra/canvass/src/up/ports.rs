//! The ports of the product: six in a row, all on the loopback interface.

use anyhow::{Context as _, bail};
use std::net::{Ipv4Addr, SocketAddr};
use tokio::net::TcpListener;

/// Where free blocks of ports are looked for: below the range from which Linux picks ports for clients, so that
/// a restarted product finds its block free.
const FIRST_FREE: u16 = 20_000;
const LAST_FREE: u16 = 32_000;
const ATTEMPTS: usize = 100;

/// Listeners that are bound before anything else is done.
pub(super) struct Listeners {
    /// The HTTP API, at the port asked for; the others follow in this order.
    pub(super) api: TcpListener,
    /// The static files.
    pub(super) cdn: TcpListener,
    /// The city's site.
    pub(super) city: TcpListener,
    /// The panel's site.
    pub(super) panel: TcpListener,
    /// The embedded engine.
    pub(super) engine: TcpListener,
    /// The Lambda Runtime API.
    pub(super) runtime: TcpListener,
}

impl Listeners {
    /// Binds the block that starts at a port; any free block for port 0.
    pub(super) async fn bind(first: u16) -> anyhow::Result<Self> {
        if first != 0 {
            return Listeners::bind_block(first).await;
        }
        for _ in 0..ATTEMPTS {
            let mut random = [0; 2];
            getrandom::fill(&mut random).context("the machine gives no random numbers")?;
            let first = FIRST_FREE + u16::from_le_bytes(random) % (LAST_FREE - FIRST_FREE);
            if let Ok(listeners) = Listeners::bind_block(first).await {
                return Ok(listeners);
            }
        }
        bail!("no six free ports in a row were found")
    }

    async fn bind_block(first: u16) -> anyhow::Result<Self> {
        Ok(Listeners {
            api: bind(first, 0).await?,
            cdn: bind(first, 1).await?,
            city: bind(first, 2).await?,
            panel: bind(first, 3).await?,
            engine: bind(first, 4).await?,
            runtime: bind(first, 5).await?,
        })
    }
}

async fn bind(first: u16, offset: u16) -> anyhow::Result<TcpListener> {
    let port = first.checked_add(offset).context("the port is too high")?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    TcpListener::bind(address).await.with_context(|| format!("port {port} (try --port)"))
}

/// Returns a listener's address as a URL.
pub(super) fn url(listener: &TcpListener) -> anyhow::Result<String> {
    Ok(format!("http://{}", listener.local_addr()?))
}

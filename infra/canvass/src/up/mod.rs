//! `canvass up`: the whole product on one machine.
//!
//! [`Product`] puts the pieces together and takes them apart again, front to back: first nobody gets in any more
//! and what is under way is finished, then the functions end, then the engine is closed.

mod functions;
mod ports;
mod respondent;
pub(crate) mod smoke;

use crate::data_dir::{Addresses, DataDir};
use crate::demo::{self, Demo};
use crate::function::Pool;
use crate::gateway::Gateway;
use crate::partners::{self, PanelKey};
use crate::publish::{self, SAMPLE_SURVEY};
use crate::sign_in::SignIn;
use crate::storage::Storage;
use crate::template::Template;
use crate::{bucket, cdn, output};
use anyhow::Context as _;
use axum::Router;
use functions::Functions;
use ports::{Listeners, url};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use survey_store::clock::{Clock as _, SystemClock};
use survey_store::uploads::Folder;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How long requests under way may take to end when the product stops.
const LAST_REQUESTS: Duration = Duration::from_secs(3);

/// How the product is to be started.
pub(crate) struct Options {
    /// The first of six ports; 0 for any free ones.
    pub(crate) port: u16,
    /// Where data is kept.
    pub(crate) data: DataDir,
    /// An engine to use in place of the embedded one.
    pub(crate) engine: Option<String>,
    /// Where the functions' binaries are.
    pub(crate) functions: PathBuf,
    /// Where the static files are.
    pub(crate) site: PathBuf,
    /// Instances of each function; by default as many as each needs.
    pub(crate) instances: Option<usize>,
    /// What functions log, in the syntax of tracing's filters.
    pub(crate) log: Option<String>,
}

/// The running product.
pub(crate) struct Product {
    /// Where it can be reached.
    pub(crate) addresses: Addresses,
    /// The functions by name.
    pub(crate) pools: Arc<BTreeMap<String, Arc<Pool>>>,
    /// The tables.
    pub(crate) storage: Storage,
    data: Arc<DataDir>,
    front: Stage,
    functions: Functions,
    /// Sweeps uploaded files.
    sweeper: JoinHandle<()>,
}

/// Servers that stop together.
struct Stage {
    stop: watch::Sender<bool>,
    servers: Vec<JoinHandle<std::io::Result<()>>>,
}

/// Runs the product until SIGINT or SIGTERM.
pub(crate) async fn run(options: Options) -> anyhow::Result<()> {
    let (mut interrupt, mut terminate) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let product = tokio::select! {
        product = Product::start(options) => product?,
        _ = interrupt.recv() => return Ok(()),
        _ = terminate.recv() => return Ok(()),
    };
    product.announce();
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    output::progress("Stopping …");
    product.stop().await;
    Ok(())
}

impl Product {
    /// Starts everything; returns when every function is ready.
    pub(crate) async fn start(options: Options) -> anyhow::Result<Self> {
        let listeners = Listeners::bind(options.port).await?;
        let data = Arc::new(options.data);
        let template = Template::built_in()?;
        let sign_in = SignIn::of(&data)?;
        let panel_key = PanelKey::of(&data)?;
        let addresses = addresses(&listeners, &sign_in, options.engine.as_deref())?;

        let mut storage = match &options.engine {
            Some(url) => Storage::at(url.clone(), None).await?,
            None => Storage::embedded(Arc::clone(&data), listeners.engine).await?,
        };
        if let Some(engine) = storage.engine() {
            engine.keep_stream_short(&storage.tables.responses, storage.store.clone());
        }
        partners::register(&storage.store, &panel_key, &addresses.panel).await?;
        publish::sample(&storage.store, &addresses.panel, SystemClock.now()).await?;

        storage.references.set("StaffPublicKey", sign_in.public_key());
        storage.references.set("Uploads", bucket::NAME);
        if let Some(log) = &options.log {
            storage.references.set("LogFilter", log);
        }
        let audience = storage.references.get("Audience")?;
        let definitions = template.functions()?;
        let functions = Functions::start(
            &definitions,
            &storage,
            &addresses.cdn,
            &options.functions,
            options.instances,
            listeners.runtime,
        )
        .await?;
        let pools = functions.pools();

        if !options.site.join("v1/embed.js").is_file() {
            let site = options.site.display();
            output::progress(format!("There are no widgets in {site}: infra/up builds them."));
        }
        let mut front = Stage::new();
        let gateway = Gateway::new(&template, &definitions, Arc::clone(&pools))?;
        front.serve(listeners.api, gateway.router());
        let uploads = Folder::new(data.uploads_folder());
        let files = bucket::router(&addresses.cdn, uploads.clone(), Some(template.uploads_cors()?));
        let site = cdn::router(options.site, &addresses.api, template.path_headers()?);
        front.serve(listeners.cdn, site.merge(files));
        let sweeper = bucket::keep_swept(storage.store.clone(), uploads);
        let demo = Arc::new(Demo {
            api: addresses.api.clone(),
            cdn: addresses.cdn.clone(),
            survey: SAMPLE_SURVEY.to_owned(),
            audience,
            panel_key,
        });
        front.serve(listeners.city, demo::city(Arc::clone(&demo)));
        front.serve(listeners.panel, demo::panel(demo));
        data.write_addresses(&addresses)?;
        Ok(Product { addresses, pools, storage, data, front, functions, sweeper })
    }

    /// Tells where everything is.
    fn announce(&self) {
        let Addresses { api, city, panel, staff_sign_in, .. } = &self.addresses;
        output::result("Canvass is up:");
        output::result(format!("  city page    {city}/"));
        output::result(format!("  panel page   {panel}/"));
        output::result(format!("  staff page   {staff_sign_in}"));
        output::result(format!("  API          {api}/v1/surveys/{SAMPLE_SURVEY}"));
        output::result(format!(
            "Data is in {}. Ctrl-C stops everything.",
            self.data.path().display()
        ));
    }

    /// Stops everything, in order.
    pub(crate) async fn stop(self) {
        self.data.remove_addresses();
        self.front.stop(LAST_REQUESTS).await;
        self.sweeper.abort();
        self.functions.stop().await;
        self.storage.close().await;
    }
}

fn addresses(
    listeners: &Listeners,
    sign_in: &SignIn,
    engine: Option<&str>,
) -> anyhow::Result<Addresses> {
    let cdn = url(&listeners.cdn)?;
    let token = sign_in.token(jiff::Timestamp::now())?;
    Ok(Addresses {
        api: url(&listeners.api)?,
        city: url(&listeners.city)?,
        panel: url(&listeners.panel)?,
        staff: format!("{cdn}/staff/"),
        staff_sign_in: format!("{cdn}/staff/#token={token}"),
        engine: engine.map_or_else(|| url(&listeners.engine), |engine| Ok(engine.to_owned()))?,
        runtime: url(&listeners.runtime)?,
        pid: std::process::id(),
        cdn,
    })
}

impl Stage {
    fn new() -> Self {
        Stage { stop: watch::Sender::new(false), servers: Vec::new() }
    }

    fn serve(&mut self, listener: TcpListener, app: Router) {
        let mut stop = self.stop.subscribe();
        let stopped = async move {
            let _ = stop.wait_for(|is_stopped| *is_stopped).await;
        };
        let service = app.into_make_service_with_connect_info::<SocketAddr>();
        self.servers.push(tokio::spawn(async move {
            axum::serve(listener, service).with_graceful_shutdown(stopped).await
        }));
    }

    /// Takes nobody in any more, and gives those who are in some time.
    async fn stop(self, patience: Duration) {
        self.stop.send_replace(true);
        let handles: Vec<_> = self.servers.iter().map(JoinHandle::abort_handle).collect();
        let all = async {
            for server in self.servers {
                let _ = server.await;
            }
        };
        if tokio::time::timeout(patience, all).await.is_err() {
            handles.iter().for_each(tokio::task::AbortHandle::abort);
        }
    }
}

/// Returns the folder of this command's own binary, where the functions' binaries are too.
pub(crate) fn own_folder() -> anyhow::Result<PathBuf> {
    let binary = std::env::current_exe()?;
    binary.parent().map(PathBuf::from).context("a binary lies in a folder")
}

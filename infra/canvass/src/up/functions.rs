//! The functions of the product: one pool each, served by processes of the real binaries.

use super::Stage;
use super::ports::url;
use crate::bucket::LOCAL_CREDENTIALS;
use crate::function::{Pool, Program, Spawner, supervise};
use crate::runtime_api;
use crate::schedule;
use crate::storage::Storage;
use crate::template::{Function, LOCAL_REGION};
use anyhow::{Context as _, ensure};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// How long functions may take until they ask for their first invocation.
const START_TIMEOUT: Duration = Duration::from_secs(15);

/// Running functions.
pub(super) struct Functions {
    pools: Arc<BTreeMap<String, Arc<Pool>>>,
    stop: watch::Sender<bool>,
    supervisors: JoinSet<()>,
    runtime_api: Stage,
}

impl Functions {
    /// Starts every function of the template and waits until all are ready. `s3` is the address of what stands in for S3.
    pub(super) async fn start(
        functions: &[Function],
        storage: &Storage,
        s3: &str,
        binaries: &Path,
        instances: Option<usize>,
        listener: TcpListener,
    ) -> anyhow::Result<Self> {
        let pools = functions.iter().map(|function| {
            let n_instances = instances.unwrap_or_else(|| default_instances(function)).max(1);
            let pool = Pool::new(&function.name, function.timeout, n_instances);
            (function.name.clone(), Arc::new(pool))
        });
        let pools = Arc::new(pools.collect::<BTreeMap<_, _>>());
        let address = listener.local_addr()?.to_string();
        let endpoint = storage.endpoint.clone().unwrap_or(url(&listener)?);
        let mut runtime_api = Stage::new();
        runtime_api.serve(listener, runtime_api::router(Arc::clone(&pools)));
        let mut started = Functions {
            pools,
            stop: watch::Sender::new(false),
            supervisors: JoinSet::new(),
            runtime_api,
        };
        let spawner = Spawner::start()?;
        for function in functions {
            let binary = binaries.join(&function.name);
            ensure!(
                binary.is_file(),
                "{} is missing: build it (infra/up does), or say --functions DIR",
                binary.display()
            );
            let mut environment = lambda_environment(function, &binary, &endpoint);
            environment.insert("AWS_ENDPOINT_URL_S3".to_owned(), s3.to_owned());
            environment.extend(function.environment(&storage.references)?);
            let program = Program { binary, environment, runtime_api: address.clone() };
            started.supervise(function, &program, &spawner);
        }
        started.ready().await?;
        started.run_schedules(functions);
        Ok(started)
    }

    /// Returns the pools by function name.
    pub(super) fn pools(&self) -> Arc<BTreeMap<String, Arc<Pool>>> {
        Arc::clone(&self.pools)
    }

    fn supervise(&mut self, function: &Function, program: &Program, spawner: &Spawner) {
        let pool = &self.pools[&function.name];
        for index in 0..pool.n_instances() {
            let (pool, program, spawner) = (Arc::clone(pool), program.clone(), spawner.clone());
            self.supervisors.spawn(supervise(pool, index, program, spawner, self.stop.subscribe()));
        }
    }

    fn run_schedules(&mut self, functions: &[Function]) {
        for function in functions {
            for due in &function.schedules {
                let pool = Arc::clone(&self.pools[&function.name]);
                self.supervisors.spawn(schedule::run(pool, due.clone(), self.stop.subscribe()));
            }
        }
    }

    async fn ready(&self) -> anyhow::Result<()> {
        for (name, pool) in &*self.pools {
            tokio::time::timeout(START_TIMEOUT, pool.ready())
                .await
                .ok()
                .with_context(|| format!("{name} has not asked for work; see its lines above"))?;
        }
        Ok(())
    }

    /// Ends all processes and then the API they talk to.
    pub(super) async fn stop(mut self) {
        self.stop.send_replace(true);
        while self.supervisors.join_next().await.is_some() {}
        self.runtime_api.stop(Duration::from_millis(500)).await;
    }
}

/// Two of what waits for the network, one of what runs by itself.
fn default_instances(function: &Function) -> usize {
    if function.routes.is_empty() { 1 } else { 2 }
}

/// The variables that Lambda sets, and what takes the place of AWS.
fn lambda_environment(
    function: &Function,
    binary: &Path,
    endpoint: &str,
) -> BTreeMap<String, String> {
    let folder = binary.parent().unwrap_or(binary).to_string_lossy().into_owned();
    let name = format!("canvass-{}", function.name);
    let variables = [
        ("AWS_LAMBDA_LOG_GROUP_NAME", format!("/aws/lambda/{name}")),
        ("AWS_LAMBDA_LOG_STREAM_NAME", "local".to_owned()),
        ("AWS_LAMBDA_FUNCTION_NAME", name),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST".to_owned()),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", function.memory_mb.to_string()),
        ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand".to_owned()),
        ("AWS_EXECUTION_ENV", "AWS_Lambda_provided.al2023".to_owned()),
        ("AWS_REGION", LOCAL_REGION.to_owned()),
        ("AWS_DEFAULT_REGION", LOCAL_REGION.to_owned()),
        ("AWS_ACCESS_KEY_ID", LOCAL_CREDENTIALS.to_owned()),
        ("AWS_SECRET_ACCESS_KEY", LOCAL_CREDENTIALS.to_owned()),
        ("AWS_ENDPOINT_URL_DYNAMODB", endpoint.to_owned()),
        ("AWS_ENDPOINT_URL_DYNAMODB_STREAMS", endpoint.to_owned()),
        ("_HANDLER", "bootstrap".to_owned()),
        ("LAMBDA_TASK_ROOT", folder),
        ("PATH", "/usr/local/bin:/usr/bin:/bin".to_owned()),
        ("LANG", "en_US.UTF-8".to_owned()),
        ("TZ", ":UTC".to_owned()),
    ];
    variables.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

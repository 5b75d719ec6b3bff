//! The one HTTP client of the process: for S3, STS, the CI's token endpoint and the metadata services.
//!
//! Root certificates are read, and a pool is opened, with the first request that needs them. An endpoint on
//! `http://` never pays for TLS.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::{Connector, tls};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;

/// Longest time a connection may take to open (TCP and TLS).
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Connections kept open, idle, for each server: as many as the largest sensible `--concurrency`.
const IDLE_CONNECTIONS: usize = 128;

/// What tells one connection pool from another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Pool {
    tls: bool,
    direct: bool,
    connect_timeout: Option<Duration>,
    read_timeout: Option<Duration>,
}

/// A client that opens its pools on demand.
#[derive(Debug, Clone, Default)]
pub(super) struct Transport {
    pools: std::sync::Arc<Mutex<HashMap<Pool, SharedHttpConnector>>>,
}

impl Transport {
    /// Sends one request outside of any AWS service.
    pub(super) fn call(&self, request: HttpRequest, settings: &HttpConnectorSettings) -> HttpConnectorFuture {
        let connector = self.connector(request.uri(), settings);
        connector.call(request)
    }

    fn connector(&self, uri: &str, settings: &HttpConnectorSettings) -> SharedHttpConnector {
        let pool = Pool {
            tls: uri.starts_with("https:"),
            direct: is_metadata_service(uri),
            connect_timeout: settings.connect_timeout(),
            read_timeout: settings.read_timeout(),
        };
        let mut pools = self.pools.lock().unwrap_or_else(PoisonError::into_inner);
        pools.entry(pool).or_insert_with_key(|pool| open(pool, settings)).clone()
    }
}

impl HttpClient for Transport {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        _components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(Lazy { transport: self.clone(), settings: settings.clone() })
    }
}

/// Chooses the pool when the request's address is known.
#[derive(Debug)]
struct Lazy {
    transport: Transport,
    settings: HttpConnectorSettings,
}

impl HttpConnector for Lazy {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        self.transport.call(request, &self.settings)
    }
}

fn open(pool: &Pool, settings: &HttpConnectorSettings) -> SharedHttpConnector {
    let proxy = if pool.direct { ProxyConfig::disabled() } else { ProxyConfig::from_env() };
    let builder = Connector::builder()
        .connector_settings(settings.clone())
        .pool_max_idle_per_host(IDLE_CONNECTIONS)
        .proxy_config(proxy);
    let connector = if pool.tls || (!pool.direct && proxy_wants_tls()) {
        builder.tls_provider(tls::Provider::Rustls(CryptoMode::Ring)).build()
    } else {
        builder.build_http()
    };
    SharedHttpConnector::new(connector)
}

/// Whether plain requests go through a proxy that is itself reached by https.
fn proxy_wants_tls() -> bool {
    ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]
        .iter()
        .any(|name| std::env::var(name).is_ok_and(|proxy| proxy.starts_with("https:")))
}

/// The link-local addresses of EC2 and ECS: a proxy would answer for another machine.
fn is_metadata_service(uri: &str) -> bool {
    let host = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    host.starts_with("169.254.") || host.starts_with("[fd00:ec2::")
}

//! `retake serve`: the pages, until the program is told to stop.

use super::Error;
use super::error::Exit;
use super::open::{Engine, runtime};
use super::tables::Tables;
use crate::service::Service;
use crate::web;
use std::io::{self, Write};
use std::net::SocketAddr;

/// Where the pages are served unless told otherwise: reachable from this machine only.
pub const LISTEN: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 7878);

/// Serve the practice pages.
///
/// Prints the address to open in a browser and runs until Ctrl+C. Reachable from this machine
/// only, unless --listen says otherwise.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  retake serve
      the banks in item-banks, at http://127.0.0.1:7878
  retake serve --bank item-banks/pre-algebra --database sqlite:class-7b.sqlite
      one bank, answers in a file of their own
  retake serve --listen 0.0.0.0:8080
      for a classroom: everyone in the same network can open the pages")]
pub struct Serve {
    #[command(flatten)]
    engine: Engine,
    #[command(flatten)]
    tables: Tables,
    /// Where to serve the pages
    #[arg(long, value_name = "ADDR", default_value_t = LISTEN)]
    listen: SocketAddr,
}

impl Default for Serve {
    fn default() -> Self {
        Self {
            engine: Engine::default(),
            tables: Tables::default(),
            listen: LISTEN,
        }
    }
}

impl Serve {
    /// Serves until the program is told to stop.
    ///
    /// # Errors
    /// A bank, the database or the address cannot be used.
    pub fn run(&self) -> Result<Exit, Error> {
        runtime()?.block_on(async {
            let service = self.engine.start().await?;
            service.warm(self.tables.cache());
            let store = service.store().clone();
            serve(service, self.listen, |address| self.announce(address)).await?;
            store.close().await;
            Ok(Exit::Fine)
        })
    }

    /// Says where to go. The pages are served even where nobody can read this.
    fn announce(&self, address: SocketAddr) {
        let mut out = anstream::stdout().lock();
        _ = writeln!(out, "Practise at \x1b[1mhttp://{address}\x1b[0m");
        let whereabouts = self.engine.whereabouts();
        _ = writeln!(out, "{whereabouts}; Ctrl+C ends");
        if !address.ip().is_loopback() {
            _ = writeln!(
                out,
                "everyone who can reach this machine can practise, under any name"
            );
        }
        _ = out.flush();
    }
}

/// Why the pages cannot be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// Somebody listens there already.
    #[error(
        "port {} of {} is in use; stop the program that uses it (perhaps another retake), or give another address, such as --listen {}:{}",
        .0.port(), .0.ip(), .0.ip(), .0.port().wrapping_add(1).max(1024)
    )]
    InUse(SocketAddr),
    /// This user may not listen there.
    #[error("this user may not listen on {0}; ports below 1024 are reserved, take a higher one")]
    Denied(SocketAddr),
    /// The address is none of this machine's.
    #[error("{0} is no address of this machine; 127.0.0.1 always is")]
    NotHere(SocketAddr),
    /// Anything else.
    #[error("{address}: {source}")]
    Io {
        /// Where.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
}

impl ServeError {
    fn of(address: SocketAddr, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::AddrInUse => Self::InUse(address),
            io::ErrorKind::PermissionDenied => Self::Denied(address),
            io::ErrorKind::AddrNotAvailable => Self::NotHere(address),
            _ => Self::Io { address, source },
        }
    }
}

/// Serves the pages on `listen` until Ctrl+C or a termination signal; what is under way then is
/// finished first. `ready` is told the address once the pages can be opened (port 0 becomes a free
/// one).
///
/// # Errors
/// The address cannot be listened on.
pub async fn serve(
    service: Service,
    listen: SocketAddr,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let error = |source| ServeError::of(listen, source);
    let listener = tokio::net::TcpListener::bind(listen).await.map_err(error)?;
    ready(listener.local_addr().map_err(error)?);
    let pages = web::router(service).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, pages)
        .with_graceful_shutdown(told_to_stop())
        .await
        .map_err(error)
}

/// Until Ctrl+C, or on Unix the signal that `kill` and service managers send.
async fn told_to_stop() {
    let interrupted = async {
        // Where signals cannot be watched the program ends as it would without us.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_one_clear_line() {
        let error = ServeError::of(LISTEN, io::ErrorKind::AddrInUse.into());
        assert_eq!(
            error.to_string(),
            "port 7878 of 127.0.0.1 is in use; stop the program that uses it (perhaps another retake), \
             or give another address, such as --listen 127.0.0.1:7879"
        );
        assert!(LISTEN.ip().is_loopback());
    }
}

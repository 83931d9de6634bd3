//! A folder becomes a site on this machine: right types, the strict policy, nothing outside the folder.
//!
//! A connection is a thread that answers one request after the other; what was compressed once is kept, so that a
//! second visitor waits for nothing but the wire.

mod answer;
mod request;

use crate::options::Options;
use crate::profile::Profile;
use crate::{build, package, tools};
use answer::Compressed;
use anyhow::{Context, Result, ensure};
use request::Requests;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// How long a visitor may stay silent before the connection is closed.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is served, and under which path.
pub struct Site {
    /// Absolute, without links: what lies outside is not served.
    root: PathBuf,
    /// The segments of the path in front: `["sub", "path"]`.
    prefix: Vec<String>,
    compressed: Compressed,
}

/// `cargo xtask serve [--port N] [--prefix /sub/path] [--no-build] [--packaged]`
pub fn serve(mut options: Options) -> Result<()> {
    let port = match options.value("--port")? {
        Some(text) => {
            text.parse().with_context(|| format!("--port {text} is not a port number"))?
        }
        None => 8000,
    };
    let prefix = options.value("--prefix")?.unwrap_or_default();
    let profile = Profile::chosen(&mut options);
    let built = options.flag("--no-build");
    let packaged = options.flag("--packaged");
    options.finish()?;
    match (built, packaged) {
        (true, _) => {}
        (false, false) => build::build(profile)?,
        (false, true) => package::make(profile)?,
    }
    let folder = if packaged { package::folder().join("site") } else { tools::root().join("www") };
    let site = Site {
        root: folder
            .canonicalize()
            .with_context(|| format!("there is no folder {}", folder.display()))?,
        prefix: prefix
            .split('/')
            .filter(|segment| !segment.is_empty())
            .map(str::to_owned)
            .collect(),
        compressed: Compressed::default(),
    };
    ensure!(
        site.prefix.iter().all(|segment| request::is_plain(segment)),
        "--prefix {prefix} is not a plain path such as /sub/path"
    );
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .with_context(|| format!("Port {port} cannot be opened; --port chooses another one"))?;
    println!("Chainrule is at http://{}{}", listener.local_addr()?, site.home());
    let site = Arc::new(site);
    for stream in listener.incoming() {
        let site = Arc::clone(&site);
        // A visitor who hangs up early is no reason to stop.
        thread::spawn(move || stream.and_then(|stream| site.attend(stream)));
    }
    Ok(())
}

impl Site {
    /// The path of the front page: `/`, or `/sub/path/`.
    fn home(&self) -> String {
        self.prefix.iter().fold("/".to_owned(), |path, segment| path + segment + "/")
    }

    /// Answers the requests of one connection until the visitor leaves or falls silent.
    fn attend(&self, stream: TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        let mut requests = Requests::of(&stream);
        while let Some(request) = requests.next()? {
            self.answer(&request).write(&mut &stream, &request)?;
            if request.last {
                break;
            }
        }
        Ok(())
    }
}

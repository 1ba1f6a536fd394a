//! PostgreSQL, in a folder of its own and ended with the test, whatever becomes of it.

use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// The folder with PostgreSQL's programs; Debian keeps them off the PATH.
fn programs() -> Option<PathBuf> {
    let has_all = |folder: &PathBuf| {
        ["initdb", "pg_ctl", "psql"]
            .iter()
            .all(|program| folder.join(program).is_file())
    };
    let path = env::var_os("PATH").unwrap_or_default();
    let mut debian: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|version| Some(version.ok()?.path().join("bin")))
        .collect();
    debian.sort();
    env::split_paths(&path)
        .chain(debian.into_iter().rev())
        .find(has_all)
}

/// Whether tests with PostgreSQL cannot run here and need not: under CI they must.
pub fn is_optional() -> bool {
    programs().is_none() && env::var("CI").as_deref() != Ok("true")
}

/// A server that listens on a socket in its folder, and on nothing else.
pub struct Postgres {
    programs: PathBuf,
    folder: TempDir,
}

impl Postgres {
    /// Starts an empty one.
    pub fn start() -> Self {
        let server = Self {
            programs: programs().expect("initdb, pg_ctl and psql are there: Debian's `postgresql`"),
            folder: TempDir::new().expect("a folder can be made"),
        };
        if is_root() {
            let mut chown = Command::new("chown");
            done(chown.arg("postgres").arg(server.folder.path()));
        }
        done(
            server
                .program("initdb")
                .arg("--pgdata")
                .arg(server.data())
                .args([
                    "--username=postgres",
                    "--auth=trust",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-sync",
                ]),
        );
        let options = format!(
            "-c listen_addresses='' -c fsync=off -k {}",
            server.folder.path().display()
        );
        done(
            server
                .program("pg_ctl")
                .arg("--pgdata")
                .arg(server.data())
                .arg("--log")
                .arg(server.folder.path().join("log"))
                .args(["--wait", "--options", &options, "start"]),
        );
        server
    }

    /// Runs what psql reads, data behind `COPY … FROM STDIN` included; what it prints, as CSV.
    pub fn run(&self, script: &str) -> String {
        let mut psql = self
            .program("psql")
            .args(["--no-psqlrc", "--quiet", "--csv", "--username=postgres"])
            .args(["--set=ON_ERROR_STOP=1", "--file=-", "--dbname=postgres"])
            .arg("--host")
            .arg(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("psql starts");
        let script = script.to_owned();
        let stdin = psql.stdin.take();
        let writing = std::thread::spawn(move || {
            // It may have stopped at an error, which it tells.
            _ = stdin.map(|mut stdin| stdin.write_all(script.as_bytes()));
        });
        let output = psql.wait_with_output().expect("psql ends");
        writing.join().expect("the script is written");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        String::from_utf8(output.stdout).expect("it prints UTF-8")
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// One of its programs, as whoever may run it: PostgreSQL refuses root.
    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        // Whose folder this is, another user may not see.
        command.current_dir(self.folder.path());
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // It may not have started; there is nothing to stop then.
        let _ = self
            .program("pg_ctl")
            .arg("--pgdata")
            .arg(self.data())
            .args(["--mode=immediate", "stop"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(Path::new("/proc/self")).is_ok_and(|own| own.uid() == 0)
}

fn done(command: &mut Command) {
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .expect("the program starts");
    assert!(status.success(), "{command:?}: {status}");
}

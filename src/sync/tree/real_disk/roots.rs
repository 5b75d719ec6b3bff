//! The two roots: made, opened, and seen to fit together before anything is written.

use std::io;
use std::os::fd::OwnedFd;
use std::path::{Component, Path, PathBuf};

use rustix::fs::{Access, AtFlags, Mode, OFlags};
use rustix::io::Errno;

use super::super::{Paths, TreeError};
use super::handle;

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

const NO_FOLDER: &str = "is not a folder";
const FREE_PATH: &str = "give another path, or move the file away";

/// Both roots, open.
pub(super) struct Roots {
    pub(super) dest: OwnedFd,
    /// Nothing when it is only looked at and was never made.
    pub(super) state: Option<OwnedFd>,
    /// The state folder's name when it lies directly in `dest`.
    pub(super) state_in_dest: Option<String>,
}

pub(super) fn open(paths: &Paths) -> Result<Roots, TreeError> {
    let dest = make(&paths.dest)?;
    let (state, state_in_dest) = match inside(paths) {
        Some(below) => {
            let name = single_name(paths, below)?;
            (child(paths, &dest, &name)?, Some(name))
        }
        None => (make(&paths.state)?, None),
    };
    if state_in_dest.is_none() {
        see_apart(paths)?;
    }
    see_one_mount(paths, &dest, &state)?;
    for (handle, path) in [(&dest, &paths.dest), (&state, &paths.state)] {
        // Old kernels and strict containers cannot tell; then the first write does.
        let writable =
            rustix::fs::accessat(handle, ".", Access::WRITE_OK | Access::EXEC_OK, AtFlags::EACCESS);
        if let Err(error @ (Errno::ACCESS | Errno::ROFS)) = writable {
            return Err(failed("write into", path, error));
        }
    }
    Ok(Roots { dest, state: Some(state), state_in_dest })
}

/// As [`open`], but nothing is made: `None` when there is no `<dest>`.
pub(super) fn look(paths: &Paths) -> Result<Option<Roots>, TreeError> {
    let Some(dest) = there(&paths.dest, rustix::fs::open(&paths.dest, FOLDER, Mode::empty()))? else {
        return Ok(None);
    };
    let (state, state_in_dest) = match inside(paths) {
        Some(below) => {
            let name = single_name(paths, below)?;
            (open_child(paths, &dest, &name)?, Some(name))
        }
        None => (there(&paths.state, rustix::fs::open(&paths.state, FOLDER, Mode::empty()))?, None),
    };
    if state_in_dest.is_none() {
        see_apart(paths)?;
    }
    if let Some(state) = &state {
        see_one_mount(paths, &dest, state)?;
    }
    Ok(Some(Roots { dest, state, state_in_dest }))
}

/// A folder that was opened, `None` when there is none.
fn there(path: &Path, opened: Result<OwnedFd, Errno>) -> Result<Option<OwnedFd>, TreeError> {
    match opened {
        Ok(handle) => Ok(Some(handle)),
        Err(Errno::NOENT) => Ok(None),
        Err(Errno::NOTDIR) => Err(wrong(path, NO_FOLDER, FREE_PATH)),
        Err(error) => Err(failed("open", path, error)),
    }
}

/// Whether a path still names an open folder.
pub(super) fn is_at(handle: &OwnedFd, path: &Path) -> io::Result<bool> {
    match rustix::fs::stat(path) {
        Ok(named) => {
            let open = rustix::fs::fstat(handle)?;
            Ok((named.st_dev, named.st_ino) == (open.st_dev, open.st_ino))
        }
        Err(Errno::NOENT | Errno::NOTDIR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn make(path: &Path) -> Result<OwnedFd, TreeError> {
    match std::fs::create_dir_all(path) {
        Ok(()) => {}
        Err(error) if matches!(Errno::from_io_error(&error), Some(Errno::EXIST | Errno::NOTDIR)) => {
            return Err(wrong(path, NO_FOLDER, FREE_PATH));
        }
        Err(source) => return Err(TreeError::Disk { operation: "create", path: path.to_owned(), source }),
    }
    rustix::fs::open(path, FOLDER, Mode::empty()).map_err(|error| failed("open", path, error))
}

/// The state folder inside `<dest>`, made when it is missing: a link in its place is refused.
fn child(paths: &Paths, dest: &OwnedFd, name: &str) -> Result<OwnedFd, TreeError> {
    match rustix::fs::mkdirat(dest, name, Mode::from_raw_mode(0o755)) {
        Ok(()) | Err(Errno::EXIST) => {}
        Err(error) => return Err(failed("create", &paths.state, error)),
    }
    match open_child(paths, dest, name)? {
        Some(state) => Ok(state),
        None => Err(failed("open", &paths.state, Errno::NOENT)),
    }
}

/// The state folder inside `<dest>`, `None` when it is missing.
fn open_child(paths: &Paths, dest: &OwnedFd, name: &str) -> Result<Option<OwnedFd>, TreeError> {
    match handle::child(dest, name.as_ref()) {
        Ok(state) => Ok(Some(state)),
        Err(Errno::NOENT) => Ok(None),
        Err(Errno::LOOP | Errno::NOTDIR) => Err(wrong(
            &paths.state,
            "is a symbolic link or a file; Airflow would follow the link, and die when it meets a folder twice",
            "remove it, or give --state a folder beside --dest on the same mount",
        )),
        Err(error) => Err(failed("open", &paths.state, error)),
    }
}

/// What comes after `<dest>` in the path of `<state>`, when that lies inside. The last name is taken as it is: a link
/// there must not make it look as if it lay elsewhere.
fn inside(paths: &Paths) -> Option<PathBuf> {
    let dest = paths.dest.canonicalize().ok()?;
    let (mut above, mut rest) = (paths.state.clone(), PathBuf::new());
    // Spelled in any way (`./x`, `x/../y`, a link above): the folders that exist tell.
    while let Some(name) = above.file_name().map(ToOwned::to_owned) {
        rest = if rest.as_os_str().is_empty() { name.into() } else { Path::new(&name).join(rest) };
        above = match above.parent()? {
            parent if parent.as_os_str().is_empty() => ".".into(),
            parent => parent.to_owned(),
        };
        if let Ok(real) = above.canonicalize() {
            return real.join(rest).strip_prefix(&dest).ok().map(Path::to_owned);
        }
    }
    let real = above.canonicalize().ok()?;
    real.strip_prefix(&dest).ok().map(Path::to_owned)
}

/// One name that both of Airflow's ignore syntaxes can say exactly.
fn single_name(paths: &Paths, below: PathBuf) -> Result<String, TreeError> {
    let components: Vec<_> = below.components().collect();
    if let [Component::Normal(name)] = components[..]
        && let Some(name) = name.to_str()
        && name.starts_with('.')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
    {
        return Ok(name.to_owned());
    }
    Err(wrong(
        &paths.state,
        "lies inside --dest, where Airflow would read the DAG files in it",
        "leave --state out (it is then `.dag-sync` in --dest, which Airflow is told to ignore), or give it a folder \
         beside --dest on the same mount",
    ))
}

fn see_apart(paths: &Paths) -> Result<(), TreeError> {
    let (Ok(dest), Ok(state)) = (paths.dest.canonicalize(), paths.state.canonicalize()) else {
        return Ok(());
    };
    if dest.starts_with(&state) {
        return Err(wrong(
            &paths.state,
            "holds --dest, and dag-sync cleans up in its state folder",
            "give --state a folder beside --dest on the same mount",
        ));
    }
    Ok(())
}

fn see_one_mount(paths: &Paths, dest: &OwnedFd, state: &OwnedFd) -> Result<(), TreeError> {
    let facts = |handle, path| rustix::fs::fstat(handle).map_err(|error| failed("look at", path, error));
    let (one, other) = (facts(dest, &paths.dest)?, facts(state, &paths.state)?);
    if one.st_dev == other.st_dev && mount(dest) == mount(state) {
        return Ok(());
    }
    Err(wrong(
        &paths.state,
        &format!(
            "is another mount than `{}`; nothing moves between two mounts in one step",
            paths.dest.display()
        ),
        "leave --state out, or mount one volume above both: in Kubernetes the volume at /sync, `--dest /sync/dags \
         --state /sync/state`, and its subPath `dags` read-only for Airflow",
    ))
}

/// The mount's id, where the kernel tells it (Linux 5.8): two bind mounts of one disk differ only in this.
#[cfg(target_os = "linux")]
fn mount(handle: &OwnedFd) -> Option<u64> {
    use rustix::fs::StatxFlags;
    let facts = rustix::fs::statx(handle, "", AtFlags::EMPTY_PATH, StatxFlags::MNT_ID).ok()?;
    (facts.stx_mask & StatxFlags::MNT_ID.bits() != 0).then_some(facts.stx_mnt_id)
}

#[cfg(not(target_os = "linux"))]
fn mount(_: &OwnedFd) -> Option<u64> {
    None
}

fn wrong(path: &Path, problem: &str, remedy: &str) -> TreeError {
    TreeError::Configuration { path: path.to_owned(), problem: problem.into(), remedy: remedy.into() }
}

fn failed(operation: &'static str, path: &Path, error: Errno) -> TreeError {
    TreeError::Disk { operation, path: path.to_owned(), source: error.into() }
}

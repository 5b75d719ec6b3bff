//! A page that stays below what GitHub takes: it is cut between blocks, and says so.

/// What GitHub takes as the summary of a step, in bytes; a larger one it throws away whole.
///
/// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>
pub const MOST_BYTES: usize = 1024 * 1024;

/// Said where a page is cut.
const CUT: &str = "\n\n**This summary is cut here**, because GitHub shows none above 1 MiB. The log of the step has every \
                   finding; `dag-publish validate --format json` prints every DAG.\n";

/// Markdown that grows by whole blocks until its room is used up.
#[derive(Debug)]
pub(super) struct Page {
    text: String,
    room: usize,
    is_cut: bool,
}

impl Page {
    /// A page of at most `room` bytes.
    pub(super) fn new(room: usize) -> Self {
        Self { text: String::new(), room, is_cut: false }
    }

    /// Adds a block that makes sense only as a whole. Nothing follows the first one that finds no room.
    pub(super) fn push(&mut self, block: &str) {
        if self.is_cut || self.text.len() + block.len() + CUT.len() > self.room {
            self.is_cut = true;
        } else {
            self.text.push_str(block);
        }
    }

    /// Its text; nothing when not even the sentence about the cut finds room.
    pub(super) fn text(mut self) -> String {
        if self.is_cut && self.text.len() + CUT.len() <= self.room {
            self.text.push_str(CUT);
        }
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_cut_between_blocks_and_says_so() {
        for room in 0..CUT.len() + 30 {
            let mut page = Page::new(room);
            for block in ["| a |\n", "| bb |\n", "| c |\n", "| ddddd |\n"] {
                page.push(block);
            }
            let text = page.text();
            assert!(text.len() <= room, "{room}: {text}");
            let whole = text == "| a |\n| bb |\n| c |\n| ddddd |\n";
            assert!(whole || text.is_empty() || text.ends_with(CUT), "{room}: {text}");
        }
        let mut page = Page::new(CUT.len() + 29);
        ["| a |\n", "| bb |\n", "| ddddd |\n| ddddd |\n", "| c |\n"]
            .iter()
            .for_each(|block| page.push(block));
        assert_eq!(page.text(), format!("| a |\n| bb |\n{CUT}"), "a block after the cut was added");
    }
}

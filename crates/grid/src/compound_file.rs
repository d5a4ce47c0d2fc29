//! Compound files (OLE): the file system inside an `.xls`, or around an encrypted workbook.
//!
//! It takes bytes, and gives the names and contents of the streams. A chain of sectors is followed no further than
//! the length of the file, so that a chain that loops comes to an end.

use super::read_error::ReadError;

/// The sector number that ends a chain.
const END: u32 = 0xFFFF_FFFE;
/// A stream shorter than this is stored in small sectors.
const SMALL: usize = 4096;

/// A compound file.
pub(super) struct CompoundFile<'b> {
    bytes: &'b [u8],
    sector: usize,
    table: Vec<u32>,
    small_table: Vec<u32>,
    small: Vec<u8>,
    entries: Vec<Entry>,
    /// The indices of the entries in the root. Other entries belong to objects inside the workbook.
    in_root: Vec<usize>,
}

struct Entry {
    name: String,
    is_stream: bool,
    start: u32,
    size: usize,
    /// The entries to its left and right in the tree of its folder.
    beside: [u32; 2],
    child: u32,
}

impl<'b> CompoundFile<'b> {
    /// Reads the directory.
    pub fn open(bytes: &'b [u8]) -> Result<Self, ReadError> {
        let sector = match number16(bytes, 0x1E) {
            Some(shift @ (9 | 12)) => 1_usize << shift,
            Some(_) => return Err(damaged("sector size")),
            None => return Err(ReadError::CutShort),
        };
        let mut file = Self {
            bytes,
            sector,
            table: Vec::new(),
            small_table: Vec::new(),
            small: Vec::new(),
            entries: Vec::new(),
            in_root: Vec::new(),
        };
        for sector in file.table_sectors(file.header_number(0x44)?)? {
            let sector = file.sector(sector)?;
            file.table.extend(numbers(sector));
        }
        let directory = file.chain(file.header_number(0x30)?)?;
        file.entries = directory.chunks_exact(128).map(entry).collect();
        file.in_root = file.children(0);
        if file.in_root.is_empty() {
            // some programs write no tree
            file.in_root = (1..file.entries.len()).collect();
        }
        let small_table = file.chain(file.header_number(0x3C)?)?;
        file.small_table = numbers(&small_table).collect();
        if let Some(root) = file.entries.first().map(|root| root.start) {
            file.small = file.chain(root)?;
        }
        Ok(file)
    }

    /// Whether there is a stream of that name.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The content of a stream.
    pub fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(entry) = self.find(name) else { return Ok(None) };
        let mut content =
            if entry.size < SMALL { self.small_chain(entry.start)? } else { self.chain(entry.start)? };
        if content.len() < entry.size {
            return Err(ReadError::CutShort);
        }
        content.truncate(entry.size);
        Ok(Some(content))
    }

    /// The file with a stream replaced by content of the same length; none if the stream is short.
    pub fn with_stream(&self, name: &str, content: &[u8]) -> Option<Vec<u8>> {
        let entry = self.find(name).filter(|entry| entry.size >= SMALL && entry.size == content.len())?;
        let (mut bytes, mut next) = (self.bytes.to_vec(), entry.start);
        for piece in content.chunks(self.sector) {
            let start = (next as usize).checked_add(1)?.checked_mul(self.sector)?;
            bytes.get_mut(start..start + piece.len())?.copy_from_slice(piece);
            next = *self.table.get(next as usize)?;
        }
        Some(bytes)
    }

    /// A number in the header of the file.
    fn header_number(&self, at: usize) -> Result<u32, ReadError> {
        number32(self.bytes, at).ok_or(ReadError::CutShort)
    }

    /// Whether an object inside the file has a stream of this name, listed before the file's own.
    pub fn has_other_before(&self, name: &str) -> bool {
        let first =
            self.entries.iter().position(|entry| entry.is_stream && entry.name.eq_ignore_ascii_case(name));
        first.is_some_and(|first| !self.in_root.contains(&first))
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        let mut own = self.in_root.iter().filter_map(|index| self.entries.get(*index));
        own.find(|entry| entry.is_stream && entry.name.eq_ignore_ascii_case(name))
    }

    /// The entries of a folder: it holds the root of a tree in which each entry names its neighbours.
    fn children(&self, parent: usize) -> Vec<usize> {
        let (mut found, mut seen) = (Vec::new(), vec![false; self.entries.len()]);
        let mut open: Vec<u32> = self.entries.get(parent).map(|entry| entry.child).into_iter().collect();
        while let Some(index) = open.pop() {
            let index = index as usize;
            // an entry that was seen already would lead in a circle
            if let Some((entry, seen)) = self.entries.get(index).zip(seen.get_mut(index))
                && !*seen
            {
                *seen = true;
                found.push(index);
                open.extend(entry.beside);
            }
        }
        found
    }

    /// The sectors of the allocation table: the header lists 109 of them, a chain lists the others.
    fn table_sectors(&self, mut next: u32) -> Result<Vec<u32>, ReadError> {
        let mut sectors: Vec<u32> =
            numbers(self.bytes.get(0x4C..0x200).ok_or(ReadError::CutShort)?).collect();
        let most = self.bytes.len() / self.sector + 1;
        let mut steps = 0;
        while next < END {
            let more: Vec<u32> = numbers(self.sector(next)?).collect();
            let Some((last, list)) = more.split_last() else { break };
            sectors.extend(list);
            next = *last;
            steps += 1;
            if steps > most {
                return Err(damaged("a table that loops"));
            }
        }
        sectors.retain(|sector| *sector < END);
        if sectors.len() > most { Err(damaged("a table larger than the file")) } else { Ok(sectors) }
    }

    fn sector(&self, number: u32) -> Result<&'b [u8], ReadError> {
        let start = (number as usize).checked_add(1).and_then(|n| n.checked_mul(self.sector));
        let start = start.ok_or(ReadError::CutShort)?;
        // the last sector of a file may be short
        match self.bytes.get(start..) {
            Some(rest) if !rest.is_empty() => Ok(&rest[..rest.len().min(self.sector)]),
            _ => Err(ReadError::CutShort),
        }
    }

    fn chain(&self, mut next: u32) -> Result<Vec<u8>, ReadError> {
        let mut content = Vec::new();
        while next < END {
            if content.len() > self.bytes.len() {
                return Err(damaged("a chain that loops"));
            }
            content.extend_from_slice(self.sector(next)?);
            next = *self.table.get(next as usize).ok_or_else(|| damaged("a sector outside the table"))?;
        }
        Ok(content)
    }

    fn small_chain(&self, mut next: u32) -> Result<Vec<u8>, ReadError> {
        let mut content = Vec::new();
        while next < END {
            if content.len() > self.small.len() {
                return Err(damaged("a chain that loops"));
            }
            let start = (next as usize).saturating_mul(64);
            let rest = self.small.get(start..).ok_or(ReadError::CutShort)?;
            content.extend_from_slice(&rest[..rest.len().min(64)]);
            next =
                *self.small_table.get(next as usize).ok_or_else(|| damaged("a sector outside the table"))?;
        }
        Ok(content)
    }
}

/// An entry of the directory. An unused one has no name.
fn entry(record: &[u8]) -> Entry {
    let length = number16(record, 0x40).map_or(0, usize::from).saturating_sub(2);
    let units = record.get(..length).unwrap_or_default().chunks_exact(2);
    let units: Vec<u16> = units.map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let [left, right, child, start, size] =
        [0x44, 0x48, 0x4C, 0x74, 0x78].map(|at| number32(record, at).unwrap_or(u32::MAX));
    Entry {
        name: String::from_utf16_lossy(&units),
        is_stream: record.get(0x42) == Some(&2),
        start,
        size: size as usize,
        beside: [left, right],
        child,
    }
}

pub(super) fn number16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

pub(super) fn number32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).filter_map(|four| number32(four, 0))
}

fn damaged(what: &str) -> ReadError {
    ReadError::Damaged(format!("compound file: {what}"))
}

//! Lessons become courses for learning platforms (SCORM 1.2): a manifest and the one file, zipped.

use super::html::Page;
use anyhow::Result;
use std::fs;
use std::io::Write;
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

/// A zip for each lesson, and one for the whole course.
pub fn write(pages: &[Page], one_file: &str, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let lessons: Vec<&Page> = pages
        .iter()
        .filter(|page| page.name.starts_with("lessons/") && page.body.contains("<chain-lesson"))
        .collect();
    for lesson in &lessons {
        let id = lesson.name.trim_start_matches("lessons/").trim_end_matches(".html");
        let title = lesson.title.trim_end_matches(" · Chainrule");
        let path = folder.join(format!("{id}.zip"));
        zipped(&path, &manifest(id, title, &lesson.name, "scorm"), one_file)?;
    }
    let title = "The calculus that machine learning needs";
    // Done when all of them are.
    let record = format!("scorm={}", lessons.len());
    let course = manifest("course", title, "lessons/index.html", &record);
    zipped(&folder.join("course.zip"), &course, one_file)
}

/// What the platform reads: one item that opens the page. SCORM 1.2, content aggregation 1.1.
fn manifest(id: &str, title: &str, page: &str, record: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="chainrule-{id}" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="chainrule">
    <organization identifier="chainrule">
      <title>{title}</title>
      <item identifier="item" identifierref="page"><title>{title}</title></item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="chainrule.html?{page}&amp;{record}">
      <file href="chainrule.html"/>
    </resource>
  </resources>
</manifest>
"#
    )
}

/// The same bytes at every build: no clock is read.
fn zipped(path: &Path, manifest: &str, one_file: &str) -> Result<()> {
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(fs::File::create(path)?);
    for (name, text) in [("imsmanifest.xml", manifest), ("chainrule.html", one_file)] {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    zip.finish()?;
    Ok(())
}

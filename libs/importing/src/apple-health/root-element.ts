const HEALTH_DATA = /<(?:!DOCTYPE\s+)?HealthData[\s>[]/;

/**
 * Whether XML begins like Apple's export, told by its root element: the file's name is translated (`导出.xml`,
 * `Exportación.xml`), and `export_cda.xml` beside it is a clinical document.
 */
export function looksLikeExport(head: Buffer): boolean {
  return HEALTH_DATA.test(head.toString('latin1'));
}

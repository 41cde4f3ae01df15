/** How long the browser may take to begin reading: it asks for the bytes after the click has returned. */
const READ_WITHIN_MS = 60_000;

/** Hands the user a file that was made here. */
export function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, READ_WITHIN_MS);
}

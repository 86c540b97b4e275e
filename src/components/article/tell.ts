// Says something for a moment at the lower edge of the window, for eyes and for screen readers.

let box: HTMLElement | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

export function tell(text: string): void {
  if (box === null) {
    box = document.createElement('p');
    box.className = 'told';
    box.role = 'status';
    document.body.append(box);
  }
  box.textContent = text;
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (box !== null) box.textContent = '';
  }, 2000);
}

// Not part of any build: tests/architecture.test.ts compiles it as engine code and expects every line to be refused.
export const title = document.title;
export const now = setTimeout;
export const log = console.log;

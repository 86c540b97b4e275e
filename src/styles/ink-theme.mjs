import { createCssVariablesTheme } from 'shiki/core';

/** One Shiki theme for paper, night, print and forced colours: its colours are the page's own variables (page.css). */
export const inkTheme = createCssVariablesTheme({ name: 'ink', variablePrefix: '--code-', variableDefaults: {} });

import js from '@eslint/js';
import astro from 'eslint-plugin-astro';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const noUnknownCasts = {
  selector: 'TSAsExpression[typeAnnotation.type="TSUnknownKeyword"]',
  message: 'A cast by way of unknown hides a wrong type: narrow it instead.',
};
const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' };

/** What would let the outside world into the engine; only host/ may touch real time. */
const outside = [
  'Date',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'requestAnimationFrame',
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'crypto',
  'console',
  'process',
  'window',
  'document',
  'navigator',
  'localStorage',
].map((name) => ({
  name,
  message: 'The engine is deterministic: time, chance and the outside come through runtime/seams.ts.',
}));

export default ts.config(
  {
    ignores: [
      'dist/',
      'dist-sub/',
      'build/',
      '.astro/',
      'node_modules/',
      'test-results/',
      '**/*.sample.ts',
      '**/generated/',
    ],
  },
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  ...astro.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './tsconfig.host.json', './tsconfig.site.json', './tsconfig.e2e.json'],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/ban-ts-comment': 'error',
      // Linking compiled text is what the engine is for.
      '@typescript-eslint/no-implied-eval': 'off',
      // Diagnostics are plain records, and the parser leaves its depths by throwing one.
      '@typescript-eslint/only-throw-error': 'off',
      'no-restricted-syntax': ['error', noUnknownCasts, noDefaultExport],
    },
  },
  {
    files: ['src/engine/**/*.ts'],
    ignores: ['src/engine/host/**'],
    rules: {
      'no-restricted-globals': ['error', ...outside],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'The engine is deterministic: take chance from the seams.' },
        { object: 'globalThis', property: 'Date', message: 'The engine is deterministic.' },
      ],
    },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      // node:test's test() returns a promise that the runner itself waits for.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['test', 'it', 'describe', 'suite'], package: 'node:test' },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: ts.parser } },
    rules: {
      'no-undef': 'off',
      // Astro's checker wants the slots of an island declared.
      'svelte/no-unused-props': 'off',
    },
  },
  { files: ['**/*.astro'], extends: [ts.configs.disableTypeChecked], languageOptions: { globals: globals.node } },
  {
    files: ['**/*.js'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { globals: globals.serviceworker, parserOptions: { project: null } },
  },
  {
    files: ['**/*.mjs'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { globals: globals.node, parserOptions: { project: null } },
    rules: { 'no-restricted-syntax': ['error', noUnknownCasts] },
  },
  {
    files: ['src/components/lab/on-use.ts', 'src/env.d.ts', 'scripts/*.d.ts'],
    rules: { 'no-restricted-syntax': ['error', noUnknownCasts] },
  },
);

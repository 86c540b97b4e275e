import { readFileSync } from 'node:fs';

const { root, floors, site } = JSON.parse(readFileSync(new URL('./floors.json', import.meta.url), 'utf8'));

const pattern = (entry) => (entry.endsWith('.ts') ? `^${root}/${entry.replaceAll('.', '\\.')}$` : `^${root}/${entry}/`);

const floorRules = Object.entries(floors).map(([floor, allowed]) => ({
  name: `floor-${floor}`,
  comment: `${floor} may import only: ${[floor, ...allowed].join(', ')}`,
  severity: 'error',
  from: { path: `^${root}/${floor}/` },
  to: { pathNot: [floor, ...allowed].map(pattern) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...floorRules,
    {
      name: 'site-uses-client-only',
      comment: 'The site talks to the engine through its client.',
      severity: 'error',
      from: { path: site.folders.map((folder) => `^${folder}/`) },
      to: {
        path: `^${root}/`,
        pathNot: [...site.mayImport.map(pattern), `^${site.workerEntry.replaceAll('.', '\\.')}$`],
      },
    },
    {
      name: 'no-cycles',
      comment: 'Records may name each other in types; code may not run in circles.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(node_modules|dist|dist-sub|\\.astro)/' },
  },
};

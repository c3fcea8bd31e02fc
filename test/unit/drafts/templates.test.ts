import { expect, it } from 'vitest';
import { TEMPLATE_IDS, TEMPLATES } from '#shared/domain/drafts/templates.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { createTexts } from '#shared/messages/texts.ts';

it('names as many steps as a template of a route makes', () => {
  for (const id of TEMPLATE_IDS) {
    const { section, make } = TEMPLATES[id];
    if (section !== 'routes') continue;
    const steps = (make('r', '購買', () => 's') as Route).steps.length;
    expect(createTexts('ja')(`draft.template.${id}.name`)).toContain(`（${steps} ステップ）`);
    expect(createTexts('en')(`draft.template.${id}.name`)).toContain(`(${steps} step${steps === 1 ? '' : 's'})`);
  }
});

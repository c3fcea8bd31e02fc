import { organizationsNamedBy, PeopleIndex } from '#shared/domain/integration/people.ts';
import { CompanyIndex, type Company as RouteCompany } from '#shared/domain/routes/company.ts';
import { PeoplePicker } from './people-picker.ts';
import { ToldNames } from './told-names.ts';

/** The people of one set of lists, indexed at the first query. */
export class Company {
  readonly people: PeopleIndex;
  readonly #lists: RouteCompany;
  #index: CompanyIndex | null = null;
  #picker: PeoplePicker | null = null;
  #told: ToldNames | null = null;

  constructor(lists: RouteCompany) {
    this.#lists = lists;
    // Without a list of organizations, those named by users can be searched and chosen.
    const isNamedByUsers = lists.organizations.length === 0;
    const organizations = isNamedByUsers ? organizationsNamedBy(lists.neoUsers) : lists.organizations;
    this.people = new PeopleIndex({ ...lists, organizations, isNamedByUsers });
  }

  get index(): CompanyIndex {
    this.#index ??= new CompanyIndex(this.#lists);
    return this.#index;
  }

  get picker(): PeoplePicker {
    this.#picker ??= new PeoplePicker(this.people);
    return this.#picker;
  }

  get told(): ToldNames {
    this.#told ??= new ToldNames(this.people);
    return this.#told;
  }
}

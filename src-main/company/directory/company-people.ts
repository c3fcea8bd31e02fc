import { listOrganizationsNamedByUsers, PeopleIndex } from '#shared/domain/integration/people.ts';
import { CompanyIndex, type RouteCompanyData as RouteCompany } from '#shared/domain/routes/company.ts';
import { DistinctNames } from './distinct-names.ts';
import { PeoplePicker } from './people-picker.ts';

/** The people of one set of lists; indexes are built on first use. */
export class CompanyPeople {
  readonly people: PeopleIndex;
  readonly #lists: RouteCompany;
  #index: CompanyIndex | null = null;
  #picker: PeoplePicker | null = null;
  #told: DistinctNames | null = null;

  constructor(lists: RouteCompany) {
    this.#lists = lists;
    // Without a list of organizations, the organizations named in the user list can be searched and selected.
    const isNamedByUsers = lists.organizations.length === 0;
    const organizations = isNamedByUsers ? listOrganizationsNamedByUsers(lists.neoUsers) : lists.organizations;
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

  get told(): DistinctNames {
    this.#told ??= new DistinctNames(this.people);
    return this.#told;
  }
}

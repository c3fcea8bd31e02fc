import type { Organization } from '#shared/domain/directory/directory.ts';

/** Kind of an organization, which determines its head's title and the number of direct members. */
export type OrganizationLevel = 'company' | 'head-office' | 'branch' | 'plant' | 'laboratory' | 'department' | 'section' | 'sales-office';

export interface DemoOrganization extends Organization {
  readonly level: OrganizationLevel;
  /** Title of the organization's head. */
  readonly headTitle: string;
}

type Departments = readonly (readonly [department: string, ...sections: string[]])[];

const HEAD_OFFICE: Departments = [
  ['総務部', '総務課', '秘書課', '施設管理課'],
  ['人事部', '人事課', '採用課', '労務課'],
  ['経理部', '経理課', '財務課', '決算課'],
  ['法務部', '契約課', 'コンプライアンス課'],
  ['情報システム部', '基盤課', '開発課', 'ヘルプデスク課'],
  ['経営企画部', '企画課', '予算管理課'],
  ['広報部', '広報課', '宣伝課'],
  ['購買部', '購買一課', '購買二課', '資材課'],
  ['営業統括部', '営業企画課', '営業推進課'],
  ['第一営業部', '営業一課', '営業二課', '営業三課'],
  ['第二営業部', '営業一課', '営業二課', '営業三課'],
  ['海外事業部', 'アジア課', '欧米課', '貿易管理課'],
  ['物流部', '物流企画課', '配送課', '倉庫課'],
  ['内部監査室'],
];

/** Branches with their sales offices. */
const BRANCHES: readonly (readonly [branch: string, ...salesOffices: string[]])[] = [
  ['札幌支店', '函館営業所'],
  ['仙台支店', '青森営業所'],
  ['さいたま支店', '新潟営業所'],
  ['名古屋支店', '静岡営業所'],
  ['大阪支店', '金沢営業所', '神戸営業所'],
  ['広島支店', '岡山営業所'],
  ['高松支店', '松山営業所'],
  ['福岡支店', '熊本営業所', '那覇営業所'],
];
const BRANCH_DEPARTMENTS: Departments = [['営業部', '営業一課', '営業二課'], ['業務課']];

const PLANTS = ['千葉工場', '三重工場', '北九州工場'];
const PLANT_DEPARTMENTS: Departments = [['製造部', '製造一課', '製造二課'], ['品質保証部', '品質管理課'], ['生産管理課'], ['総務課']];
const LABORATORY_DEPARTMENTS: Departments = [['開発部', '開発一課', '開発二課'], ['評価課']];

export const COMPANY_NAME = 'デモ商事株式会社';

/** Creates the company's 130 organizations, parents before children, with codes by position in the tree. Deterministic. */
export function createOrganizations(): readonly DemoOrganization[] {
  const organizations: DemoOrganization[] = [];
  const add = (
    name: string,
    code: string,
    parent: DemoOrganization | null,
    level: OrganizationLevel,
    headTitle: string,
  ): DemoOrganization => {
    const organization = { id: String(101 + organizations.length), code, name, parentId: parent?.id ?? null, level, headTitle };
    organizations.push(organization);
    return organization;
  };
  const addDepartments = (parent: DemoOrganization, departments: Departments): void => {
    departments.forEach(([name, ...sections], at) => {
      const code = `${parent.code}${String(at + 1).padStart(2, '0')}`;
      const isSection = name.endsWith('課');
      const isOffice = name.endsWith('室');
      const department = add(name, code, parent, isSection ? 'section' : 'department', isSection ? '課長' : isOffice ? '室長' : '部長');
      sections.forEach((section, sectionAt) => {
        add(section, `${code}${String(sectionAt + 1).padStart(2, '0')}`, department, 'section', '課長');
      });
    });
  };

  const company = add(COMPANY_NAME, '0000', null, 'company', '代表取締役社長');
  addDepartments(add('本社', '10', company, 'head-office', '専務取締役'), HEAD_OFFICE);
  BRANCHES.forEach(([name, ...salesOffices], at) => {
    const branch = add(name, String(20 + at), company, 'branch', '支店長');
    addDepartments(branch, BRANCH_DEPARTMENTS);
    salesOffices.forEach((office, officeAt) => {
      add(office, `${branch.code}9${officeAt + 1}`, branch, 'sales-office', '所長');
    });
  });
  PLANTS.forEach((name, at) => {
    addDepartments(add(name, String(40 + at), company, 'plant', '工場長'), PLANT_DEPARTMENTS);
  });
  addDepartments(add('技術研究所', '50', company, 'laboratory', '所長'), LABORATORY_DEPARTMENTS);
  return organizations;
}

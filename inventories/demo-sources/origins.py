# SPDX-License-Identifier: EUPL-1.2
"""Products and their files -> ORIGINES.md, where every bill of materials says where it comes from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import conversions
from postprocess import count
from products import Plan, Product

HEAD = """\
# Origine des nomenclatures de l'inventaire de démonstration

*Fichier écrit par `build.py` ; ne pas le modifier à la main.*

La ville est fictive ; **les nomenclatures (SBOM) du premier tableau sont vraies** : chacune décrit un produit public à
une version exacte, lue dans les métadonnées de son registre de paquets, par un générateur tiers à une version exacte.
Données sous CC0-1.0. Ce qui est inventé est énuméré à la fin.

- **Debian** : rien n'est installé. `apt` calcule ce que le produit demande sur un système vide (sans les paquets
  « recommandés »), les métadonnées d'apt composent l'état `dpkg` d'un système qui n'aurait que cela, le fichier
  `copyright` de chaque paquet est joint, et `debsbom` décrit ce système. Paquets binaires et paquets sources sont
  deux composants distincts. debsbom porte les licences au paquet source ; celle qu'il ne sait pas lire dans
  `copyright` est absente : c'est l'état des données.
- **PyPI** : `uv` installe le produit dans un environnement virtuel (Python {python}), en écartant ce qui a été publié
  après la date indiquée ; `cyclonedx-py environment` décrit cet environnement.
- **npm** : `npm install --package-lock-only --ignore-scripts` résout le produit sans l'installer, en écartant ce que
  le registre date d'après le jour indiqué ; `npm sbom` ou `cyclonedx-npm` décrit le fichier de verrouillage.

## Ce qui est retouché, et rien d'autre

1. **Adresses de registres et chemins de la machine** : références externes `distribution` ôtées, `downloadLocation` à
   `NOASSERTION`, adresses de registres ôtées des textes.
2. **Personnes physiques** : noms de mainteneurs individuels et courriels ôtés (`supplier`, `author`) ; équipes,
   fondations et entreprises gardées. Dans ces fichiers, un fournisseur absent peut donc être une personne.
3. **Ce qui changerait d'une fabrication à l'autre** : horodatage fixé au {timestamp}, numéro de série et espace de noms
   tirés du nom du fichier (UUID version 5), ordre des listes fixé pour `debsbom`, indentation choisie par fichier.

Composants, versions, purl, empreintes, licences et dépendances sont ceux que le générateur a écrits, défauts compris :
`npm sbom` écrit par exemple des identifiants SPDX avec un soulignement et des licences hors liste (« BSD-like »).

## Ce qui est converti

Cinq fichiers sont gardés sous un autre format que celui du générateur, pour montrer ces formats : `conversions.py` les
réécrit, sans en ôter un composant, une licence ni une dépendance. L'original est à côté de ce fichier, dans `sboms/`,
compressé (celui qui est gardé compressé est le sien). Ce qui diffère :

- les catégories de références externes de `debsbom` (`PACKAGE_MANAGER`) prennent l'orthographe de SPDX 2.3
  (`PACKAGE-MANAGER`) ;
- en CycloneDX XML, les générateurs sont écrits sous l'ancienne forme (`tool`), sans leur description ni leur licence ;
- en SPDX 3, « A PACKAGE_OF B » devient « B contains A », les relations de même origine et de même sens n'en font
  qu'une, et ce que SPDX 2 disait absent (`downloadLocation`, `supplier` à `NOASSERTION`) n'est pas écrit.

## Les fichiers

Fabriqués le {made}. « Composants » : toutes les entrées, le sujet de la nomenclature non compris (CycloneDX) ; tous les
paquets (SPDX). « Licence » : part des composants qui en portent une.

| fichier (`sboms/`) | produit | version | registre | publié jusqu'au | générateur | format | composants | licence |
| --- | --- | --- | --- | --- | --- | --- | ---: | ---: |
"""

TAIL = """
## Ce qui est inventé

Ces fichiers n'ont ni produit, ni machine, ni marché derrière eux. `build.py --evidence` écrit ceux qui ont une source
ici ; les autres sont écrits à la main.

- `sboms/wagtail-integrateur.cdx.json` (`stated.py`) : le même produit décrit par un second outil, fictif. Tiré de
  `wagtail.cdx.json` : trois composants oubliés, Django à une autre version, deux licences autrement dites, deux
  composants ajoutés.
- `sboms/teleassistance.saasbom.json` (`stated.py`) : services en ligne, exploitants et flux de données (SaaSBOM).
- `sboms/hub-echanges/publiccode.yml` : un logiciel développé par la ville, et ce dont il dépend.
- `vex/pretix.openvex.json`, `vex/wagtail.vex.cdx.json` (`stated.py`) : énoncés de vulnérabilités sur des composants que
  la ville a vraiment ; les vulnérabilités « FICTIF-… » n'existent pas.
- `vex/exploitees.openvex.json` (`stated.py`) : énoncés inventés sur deux vulnérabilités que le catalogue KEV dit
  exploitées ailleurs ; ils n'apprennent rien des composants qu'ils nomment.
- `postes/` (`evidence/machines.toml`) : inventaires de GLPI et d'OCS ; les paquets du serveur sont ceux de
  `postgresql.cdx.json`.
- `marches/decp-ville-fictive.json` (`evidence/decp.csv`) : données essentielles des marchés.
- `mercator/cartographie.json` : export d'une cartographie.
- `corrections.yaml` : rapprochements de noms confirmés par un service, et un fait corrigé.
- dans `answers` : les réponses sur des offres fictives (SecNumCloud 19.6, HDS, grilles CSF et IRN), qu'aucun
  fournisseur réel n'a données.
- `waivers.yaml` : dérogations, leurs décisions et leurs motifs.
- `registres.xlsx` (`registers/*.csv`) et les fichiers CSV : les registres.

Les SIREN de la ville et des entreprises fictives sont en deçà de 000 001 000, donc des premiers que publie l'INSEE
(000 325 175) : leur clé est juste, et personne ne les porte. Un seul est faux, à dessein : celui de Télégestion du
Ponant, pour montrer comment c'est signalé.
"""


def write(plan: Plan, boms: Path, target: Path, python: str) -> None:
    """Write one row per file."""
    head = HEAD.format(made=plan.made, timestamp=plan.timestamp, python=python)
    rows = [_row(plan, product, boms) for product in plan.products if (boms / product.name_kept).exists()]
    target.write_text(head + "\n".join(rows) + "\n" + TAIL, encoding="utf-8")


def _row(plan: Plan, product: Product, boms: Path) -> str:
    document = json.loads(conversions.original(product, boms))
    total = count(document)
    version = document.get("specVersion") or document["spdxVersion"].removeprefix("SPDX-")
    form = {"cyclonedx": "CycloneDX", "spdx": "SPDX"}[product.format]
    converted = f" → {conversions.form(product)}" if product.kept else ""
    registry = {"debian": f"Debian ({product.suite})", "pypi": "PyPI", "npm": "npm"}[product.registry]
    cells = [f"`{product.name_kept}`", product.name, f"`{product.version}`", registry, product.date or "état du jour"]
    cells += [f"{product.generator} {plan.generators[product.generator]}", f"{form} {version}{converted}", str(total)]
    return f"| {' | '.join(cells)} | {round(100 * _licensed(document) / max(total, 1))} % |"


def _licensed(entry: dict[str, Any]) -> int:
    """Count the components that carry a licence, nested ones included, whatever it says."""
    if "packages" in entry:
        return sum(row.get("licenseDeclared", "") not in ("NOASSERTION", "NONE", "") for row in entry["packages"])
    return sum(bool(row.get("licenses")) + _licensed(row) for row in entry.get("components", []))

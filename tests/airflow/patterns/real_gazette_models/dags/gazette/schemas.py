import textwrap
from typing import List, Optional, Set, Union
from pydantic import BaseModel, Field
from pydantic import field_validator


class Select(BaseModel):
    sql: str = Field(description="query")
    conn_id: str = Field(description="connection")


class Terms(BaseModel):
    from_variable: Optional[str] = Field(default=None, description="x")
    from_select: Optional[Select] = Field(default=None, description="y")


class Search(BaseModel):
    header: Optional[str] = Field(default=None, description="h")
    sources: Optional[List[str]] = Field(default=["DAY"], description=textwrap.dedent("""
      many
      lines
    """))
    terms: Union[List[str], Terms] = Field(description="t")
    size: Optional[int] = Field(default=None)


class Report(BaseModel):
    emails: Optional[List[str]] = Field(default=None)
    attach: Optional[bool] = Field(default=False)


class DagConfig(BaseModel):
    """One DAG"""
    id: str = Field(description="id")
    description: str = Field(description="d")
    tags: Optional[Set[str]] = Field(default={"daily", "generated"})
    owner: Optional[List[str]] = Field(default=[])
    schedule: Optional[str] = Field(default=None)
    search: Union[List[Search], Search] = Field(description="s")
    report: Report = Field(description="r")

    @field_validator("search")
    @staticmethod
    def to_list(search_param: Union[List[Search], Search]) -> List[Search]:
        if not isinstance(search_param, list):
            return [search_param]
        return search_param

    @field_validator("tags")
    @staticmethod
    def default_tags(tags_param: Optional[Set[str]]) -> Set[str]:
        tags_param.update({"daily", "generated"})
        return tags_param


class GazetteConfig(BaseModel):
    dag: DagConfig = Field(description="x")
